import { parseArgs } from 'node:util'
import { GATEWAY_FLAGS } from './gateway-flags.ts'
import { UserError } from './user-error.ts'

export interface CallOptions {
  readonly scenario: string | null
  readonly list: boolean
  readonly json: boolean
  readonly help: boolean
  readonly stateDir: string
  /** Where the gateway is, when not where the demo file says. */
  readonly url: string | null
  readonly speed: number | null
}

export const USAGE = `Usage: npm run call -- SCENARIO [--json] [--speed N] [--state DIR] [--url URL]
       npm run call -- --list

  --list       what there is to choose from
  --json       one document instead of a story
  --speed N    how many times faster than people speak (default 8)
  --state DIR  the state of the gateway to call (default .careline)
  --url URL    the gateway, when it is not where its state says

Exits with 0 when everything came as the scenario expects.`

/** @throws UserError for anything unknown. */
export function readCallOptions(args: readonly string[]): CallOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...GATEWAY_FLAGS,
        speed: { type: 'string' },
      },
    })
    if (positionals.length > 1) throw new UserError('One scenario at a time, please.')
    const speed = values.speed === undefined ? null : Number(values.speed)
    if (speed !== null && !(speed > 0)) throw new UserError('--speed must be a number above zero.')
    const { list, json, help, state: stateDir, url = null } = values
    return { scenario: positionals[0] ?? null, list, json, help, stateDir, url: url?.replace(/\/$/, '') ?? null, speed }
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`)
  }
}
