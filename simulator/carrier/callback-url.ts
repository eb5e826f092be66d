/** Why a try may be repeated: connecting or reading took too long, or the answer was an error. */
export type RetryCause = 'ct' | 'rt' | '4xx' | '5xx'

/** A callback's address, and how it wants to be called. */
export interface Callback {
  /** As it is sent and signed: without the fragment. */
  readonly url: string
  readonly connectMs: number
  readonly readMs: number
  readonly totalMs: number
  readonly retries: number
  readonly retryOn: ReadonlySet<RetryCause>
}

const CAUSES: readonly RetryCause[] = ['ct', 'rt', '4xx', '5xx']

/** The address and the connection overrides in its fragment. What is out of range is as if it were not there. */
export function callbackOf(text: string): Callback {
  const hash = text.indexOf('#')
  const url = hash === -1 ? text : text.slice(0, hash)
  const options = new URLSearchParams(hash === -1 ? '' : text.slice(hash + 1))
  const number = (name: string, min: number, max: number, otherwise: number): number => {
    const value = Number(options.get(name) ?? Number.NaN)
    return Number.isInteger(value) && value >= min && value <= max ? value : otherwise
  }
  const wanted = (options.get('rp') ?? 'ct').split(',')
  return {
    url,
    connectMs: number('ct', 100, 10_000, 5000),
    readMs: number('rt', 100, 15_000, 15_000),
    totalMs: number('tt', 100, 15_000, 15_000),
    retries: number('rc', 0, 5, 1),
    retryOn: new Set(CAUSES.filter((cause) => wanted.includes(cause) || wanted.includes('all'))),
  }
}
