import { UserError } from './cli/user-error.ts'
import { evaluate } from './eval/evaluate.ts'
import { makeTest } from './eval/from-call/make-test.ts'
import { readEvalOptions, USAGE } from './eval/options.ts'

async function main(args: readonly string[]): Promise<boolean> {
  const options = readEvalOptions(args)
  if (options.help) {
    console.log(USAGE)
    return true
  }
  const telling = { out: (line: string) => console.log(line), progress: (line: string) => console.error(line) }
  return (options.fromCall === null ? evaluate : makeTest)(options, process.env, telling)
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  if (!(error instanceof UserError)) throw error
  console.error(`${error.message}\nSee: npm run eval -- --help`)
  process.exitCode = 1
}
