import type { OutboundScenario } from '../caller/outbound-scenario.ts'
import type { CalledEvent, CalledRecord } from '../caller/play-callee.ts'
import { linesOf } from '../cli/simulator-client.ts'
import { UserError } from '../cli/user-error.ts'

/** Somebody who waits to be called. */
export interface Waiting {
  /** Resolves when the call to them is over; null when nobody called within the time, or they were told to leave. */
  readonly called: Promise<CalledRecord | null>
  leave(): void
}

export interface Place {
  readonly simulatorUrl: string
  readonly scenario: OutboundScenario
  readonly number: string
  readonly speed: number | null
}

const WAIT_MS_MAX = 90_000

/** Has the simulator put the scenario's callee at `number`. Resolves as soon as they are there. */
export async function waitAt(
  { simulatorUrl, scenario, number, speed }: Place,
  tell: (event: CalledEvent) => void,
): Promise<Waiting> {
  const leaving = new AbortController()
  const body = JSON.stringify({ scenario, number, ...(speed !== null && { speed }) })
  const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(WAIT_MS_MAX)])
  const response = await fetch(`${simulatorUrl}/_sim/callees`, { method: 'POST', body, signal }).catch(() => {
    throw new UserError(`The simulator does not answer at ${simulatorUrl}. Start it with: npm start`)
  })
  if (!response.ok || response.body === null) throw new UserError(`The simulator refused: ${await response.text()}`)
  const lines = linesOf<CalledEvent>(response.body)
  await lines.next()
  return { called: follow(lines, signal, tell), leave: () => leaving.abort() }
}

async function follow(
  lines: AsyncIterable<CalledEvent>,
  signal: AbortSignal,
  tell: (event: CalledEvent) => void,
): Promise<CalledRecord | null> {
  try {
    for await (const event of lines) {
      tell(event)
      if (event.type === 'over') return event
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return null
}
