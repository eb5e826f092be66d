import { parseArgs } from 'node:util'

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number
  readonly stateDir: string
  readonly simulator: boolean
  readonly fresh: boolean
  readonly help: boolean
}

export const USAGE = `Usage: npm start -- [--port N] [--state DIR] [--no-simulator] [--fresh]

  --port N         where the gateway listens (default 8787; the simulator takes the next free port)
  --state DIR      where databases, objects, recordings and generated secrets lie (default .careline)
  --no-simulator   do not play the vendors: they are where TWILIO_API_URL and the like say, and the real ones are
                   asked with credentials of yours only, never with those that were made up here
  --fresh          forget the state first

The environment and .dev.vars set the rest: .dev.vars.example lists what there is.`

/** The options, or one line that says what is wrong with them. */
export function readOptions(args: readonly string[]): StartOptions | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '8787' },
        state: { type: 'string', default: '.careline' },
        'no-simulator': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return { problem: `--port must be a number from 1 to 65535, not "${values.port}".` }
    const { state: stateDir, fresh, help } = values
    return { port, stateDir, simulator: !values['no-simulator'], fresh, help }
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message.split('. ')[0] : String(error)}.` }
  }
}
