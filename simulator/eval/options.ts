import { parseArgs } from 'node:util'
import { templates } from '../../src/agents/templates/index.ts'
import { UserError } from '../cli/user-error.ts'

export const USAGE = `Usage: npm run eval -- [AGENT] [OPTIONS]
       npm run eval -- AGENT --from-call FILE|URL [--out FILE]

Plays an agent's own scripted tests, and callers who are made up, against a model. AGENT is a template
(${templates.map(({ slug }) => slug).join(', ')}) or a file with an agent document in JSON; without one, all templates.

  --provider NAME   the model that leads the talk: embedded (the default), openai or workers-ai
  --model NAME      one of the provider's models, instead of the one that the agent or the setting names
  --only TEXT       only the scripts and callers with this in their names
  --scripts         the scripts alone
  --callers         the made-up callers alone
  --caller WHO      who plays them: rules (the default), openai or workers-ai
  --seed N          which callers there are and what they say (default 1)
  --repeat N        everything N times, with pass rates: models vary (default 1)
  --judge           a model's opinion of every talk beside the rules' verdict; it fails nothing
  --lenient         words that a reply has not are told of and fail nothing
  --turns-max N     turns that one script or caller may have (default 60)
  --tokens-max N    tokens that one may use (default 200000)
  --seconds-max N   seconds that one may take (default 120)
  --json            one document instead of a story
  --verbose         every talk, word for word

  --from-call WHERE a call's transcript as the API gives it, from a file or an address (with CARELINE_API_KEY), as a
                    script without personal data. --out FILE writes the agent's document with the script in it.

Keys are those of the gateway: OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL; CLOUDFLARE_ACCOUNT_ID and
CLOUDFLARE_API_TOKEN for workers-ai. Exits with 0 when everything passed.`

export interface EvalOptions {
  readonly agent: string | null
  readonly provider: string
  readonly model: string | null
  readonly only: string | null
  readonly scripts: boolean
  readonly callers: boolean
  /** `rules`, or the provider whose model plays them. */
  readonly caller: string
  readonly seed: number
  readonly repeat: number
  readonly judge: boolean
  readonly lenient: boolean
  readonly turnsMax: number
  readonly tokensMax: number
  readonly secondsMax: number
  readonly json: boolean
  readonly verbose: boolean
  readonly help: boolean
  readonly fromCall: string | null
  readonly out: string | null
}

/** @throws UserError for anything unknown. */
export function readEvalOptions(args: readonly string[]): EvalOptions {
  const { values, positionals } = parsed(args)
  if (positionals.length > 1) throw new UserError('One agent at a time, please.')
  const { provider, caller, model = null, only = null, out = null } = values
  const { json, verbose, help, lenient, judge } = values
  const fromCall = values['from-call'] ?? null
  if (out !== null && fromCall === null) throw new UserError('--out belongs to --from-call.')
  const wantsBoth = values.scripts === values.callers
  return {
    agent: positionals[0] ?? null,
    provider,
    caller,
    model,
    only,
    out,
    json,
    verbose,
    help,
    lenient,
    judge,
    fromCall,
    scripts: wantsBoth || values.scripts,
    callers: wantsBoth || values.callers,
    seed: whole('seed', values.seed, 0, 1_000_000_000),
    repeat: whole('repeat', values.repeat, 1, 100),
    turnsMax: whole('turns-max', values['turns-max'], 1, 200),
    tokensMax: whole('tokens-max', values['tokens-max'], 1, 10_000_000),
    secondsMax: whole('seconds-max', values['seconds-max'], 1, 3_600),
  }
}

const text = (standard: string) => ({ type: 'string', default: standard }) as const
const flag = { type: 'boolean', default: false } as const

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        provider: text('embedded'),
        caller: text('rules'),
        model: { type: 'string' },
        only: { type: 'string' },
        out: { type: 'string' },
        'from-call': { type: 'string' },
        scripts: flag,
        callers: flag,
        judge: flag,
        lenient: flag,
        json: flag,
        verbose: flag,
        help: { ...flag, short: 'h' },
        seed: text('1'),
        repeat: text('1'),
        'turns-max': text('60'),
        'tokens-max': text('200000'),
        'seconds-max': text('120'),
      },
    })
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`)
  }
}

function whole(name: string, given: string, min: number, max: number): number {
  const value = Number(given)
  if (!Number.isInteger(value) || value < min || value > max)
    throw new UserError(`--${name} must be a whole number from ${min} to ${max}.`)
  return value
}
