import { ModelFailure } from '../contract.ts'

/** An event longer than this is no token: whoever sends it is not read on. */
const EVENT_CHARS_MAX = 256 * 1024

/** Splits a stream of text into the data of its Server-Sent Events. */
export interface EventReader {
  /** The data of the events that `text` completes. Throws a ModelFailure when one has no end. */
  push(text: string): string[]
  /** The last event, where the stream ends without the empty line behind it. */
  flush(): string[]
}

/** Reads Server-Sent Events as the HTML standard has them: any line end, any cut, comments and other fields ignored. */
export function createEventReader(): EventReader {
  let rest = ''
  let data: string[] = []

  function take(line: string): string[] {
    if (line === '') {
      const whole = data.length > 0 ? [data.join('\n')] : []
      data = []
      return whole
    }
    if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
    return []
  }

  return {
    push(text) {
      rest += text
      // A line may end in \r\n, and the \n may be still to come.
      const open = rest.endsWith('\r') ? 1 : 0
      const lines = rest.slice(0, rest.length - open).split(/\r\n|\n|\r/)
      rest = (lines.pop() ?? '') + (open === 1 ? '\r' : '')
      const events = lines.flatMap(take)
      if (rest.length + data.reduce((sum, line) => sum + line.length, 0) > EVENT_CHARS_MAX)
        throw new ModelFailure('malformed')
      return events
    },
    flush() {
      const last = rest.replace(/\r$/, '')
      rest = ''
      return [...take(last), ...take('')]
    },
  }
}
