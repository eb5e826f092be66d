import { parseArgs } from 'node:util'
import { GATEWAY_FLAGS } from '../cli/gateway-flags.ts'
import { UserError } from '../cli/user-error.ts'
import { CHAT_CHANNELS, type ChatChannel } from './scenario.ts'

export interface ChatOptions {
  readonly scenario: string | null
  readonly list: boolean
  readonly json: boolean
  readonly help: boolean
  readonly stateDir: string
  /** Where the gateway is, when not where the demo file says. */
  readonly url: string | null
  /** Null for the first of the scenario's. */
  readonly channel: ChatChannel | null
}

export const USAGE = `Usage: npm run chat -- SCENARIO [--channel whatsapp|sms] [--json] [--state DIR] [--url URL]
       npm run chat -- --list

  --list          what there is to choose from
  --channel NAME  how the person writes, where the scenario goes by several
  --json          one document instead of a story
  --state DIR     the state of the gateway to write to (default .careline)
  --url URL       the gateway, when it is not where its state says

Exits with 0 when everything came as the scenario expects.`

/** @throws UserError for anything unknown. */
export function readChatOptions(args: readonly string[]): ChatOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...GATEWAY_FLAGS,
        channel: { type: 'string' },
      },
    })
    if (positionals.length > 1) throw new UserError('One scenario at a time, please.')
    const channel = CHAT_CHANNELS.find((name) => name === values.channel) ?? null
    if (values.channel !== undefined && channel === null)
      throw new UserError(`--channel must be ${CHAT_CHANNELS.join(' or ')}, not "${values.channel}".`)
    const { list, json, help, state: stateDir, url = null } = values
    return {
      scenario: positionals[0] ?? null,
      list,
      json,
      help,
      stateDir,
      url: url?.replace(/\/$/, '') ?? null,
      channel,
    }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`)
  }
}
