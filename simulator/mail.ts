import { printVerdict } from './cli/print.ts'
import { failureOf, UserError } from './cli/user-error.ts'
import { readDemo } from './local/demo.ts'
import { compareMail } from './mail/compare-mail.ts'
import { mailReport, printMail, printSamples } from './mail/mail-report.ts'
import { readMailOptions, USAGE, type MailOptions } from './mail/options.ts'
import { playMail } from './mail/play-mail.ts'
import { allSamples, sampleOf } from './mail/sample.ts'

/** Sends a mail to the running gateway and tells what came of it. The exit code says whether it was as expected. */
async function main(): Promise<number> {
  const options = readMailOptions(process.argv.slice(2))
  if (options.help || (options.file === null && !options.list)) {
    console.log(USAGE)
    return options.help ? 0 : 1
  }
  if (options.list || options.file === null) {
    printSamples(allSamples())
    return 0
  }
  return play(options, options.file)
}

async function play(options: MailOptions, file: string): Promise<number> {
  const found = sampleOf(file)
  const demo = readDemo(options.stateDir)
  if (demo === null)
    throw new UserError(`There is no ${options.stateDir}/demo.json. Start the gateway first: npm start`)
  const { name, sample } = found ?? { name: file, sample: null }
  const played = await playMail({ ...demo, url: options.url ?? demo.url }, options, sample, name)
  const differences = sample === null ? [] : compareMail(played, sample.expect)
  const isExpected = differences.length === 0 && played.mail !== null
  if (options.json) {
    console.log(JSON.stringify({ ...mailReport(name, played), expected: isExpected, differences }, null, 2))
    return isExpected ? 0 : 1
  }
  printMail(name, played)
  if (sample !== null) printVerdict(differences)
  return isExpected ? 0 : 1
}

process.stdout.on('error', () => process.exit(0))

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(failureOf(error))
    process.exit(1)
  },
)
