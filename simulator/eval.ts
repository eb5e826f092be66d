import { UserError } from './cli/user-error.ts'
import { evaluate } from './eval/evaluate.ts'
import { readEvalOptions, USAGE } from './eval/options.ts'

async function main(args: readonly string[]): Promise<boolean> {
  const options = readEvalOptions(args)
  if (options.help) {
    console.log(USAGE)
    return true
  }
  return evaluate(options, process.env, { out: (line) => console.log(line), progress: (line) => console.error(line) })
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1
} catch (error) {
  if (!(error instanceof UserError)) throw error
  console.error(`${error.message}\nSee: npm run eval -- --help`)
  process.exitCode = 1
}
