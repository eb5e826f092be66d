import { parseArgs } from 'node:util'
import { GATEWAY_FLAGS } from '../cli/gateway-flags.ts'
import { UserError } from '../cli/user-error.ts'
import { AUTHENTICATIONS, type Authentication } from './mx-headers.ts'

export interface MailOptions {
  /** A sample's name, or a file. */
  readonly file: string | null
  readonly list: boolean
  readonly json: boolean
  readonly help: boolean
  readonly stateDir: string
  readonly url: string | null
  /** MAIL FROM and RCPT TO; null for those of the mail itself. */
  readonly from: string | null
  readonly to: string | null
  /** Null: as the sample says, else not at all. */
  readonly authentication: Authentication | null
  /** The file has come through a mail server already. */
  readonly asIs: boolean
}

export const USAGE = `Usage: npm run mail -- FILE.eml|SAMPLE [--from A] [--to A] [--authenticated] [--as-is] [--json] [--state DIR] [--url URL]
       npm run mail -- --list

  --list             the samples there are
  --from ADDRESS     whom the sending server says it is from (default: the mail's From; <> for nobody)
  --to ADDRESS       which of our addresses it goes to (default: the mail's To)
  --authenticated    the mail server finds that it is from who it says it is; else it finds that it is not
  --authentication X pass, weak or none
  --as-is            the file has the lines of a mail server already: put none on top
  --json             one document instead of a story
  --state DIR        the state of the gateway to write to (default .careline)
  --url URL          the gateway, when it is not where its state says

Exits with 0 when the mail was taken in, and everything came as the sample expects.`

/** @throws UserError for anything unknown. */
export function readMailOptions(args: readonly string[]): MailOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...GATEWAY_FLAGS,
        from: { type: 'string' },
        to: { type: 'string' },
        authenticated: { type: 'boolean', default: false },
        authentication: { type: 'string' },
        'as-is': { type: 'boolean', default: false },
      },
    })
    if (positionals.length > 1) throw new UserError('One mail at a time, please.')
    return optionsOf(positionals[0] ?? null, values)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`)
  }
}

interface Values extends Pick<MailOptions, 'list' | 'json' | 'help'> {
  readonly state: string
  readonly url?: string
  readonly from?: string
  readonly to?: string
  readonly authenticated: boolean
  readonly authentication?: string
  readonly 'as-is': boolean
}

function optionsOf(file: string | null, values: Values): MailOptions {
  const { list, json, help, state: stateDir, url = null, from = null, to = null, authentication } = values
  const named = AUTHENTICATIONS.find((each) => each === authentication) ?? null
  if (authentication !== undefined && named === null)
    throw new UserError(`--authentication must be ${AUTHENTICATIONS.join(', ')}.`)
  return {
    file,
    list,
    json,
    help,
    stateDir,
    url: url?.replace(/\/$/, '') ?? null,
    from,
    to,
    authentication: values.authenticated ? 'pass' : named,
    asIs: values['as-is'],
  }
}
