const OPEN = '<think>'
const CLOSE = '</think>'

/** Takes a model's thoughts out of what it says. */
export interface ThoughtFilter {
  /** What of `text` may be said now. */
  push(text: string): string
  /** What was held back in case it was the beginning of a thought. */
  flush(): string
}

/** Some models think aloud, in `<think>` tags before the answer. Nobody is to hear that. */
export function createThoughtFilter(): ThoughtFilter {
  let held = ''
  let state: 'before' | 'thinking' | 'saying' = 'before'

  /** Decides what `held` is, as soon as that can be told. */
  function begin(): void {
    const start = held.trimStart()
    if (start.startsWith(OPEN)) {
      state = 'thinking'
      held = start.slice(OPEN.length)
    } else if (!OPEN.startsWith(start)) state = 'saying'
  }

  function think(): void {
    const end = held.indexOf(CLOSE)
    if (end >= 0) state = 'saying'
    // No more is kept than may be the beginning of the closing tag.
    held = end >= 0 ? held.slice(end + CLOSE.length) : held.slice(1 - CLOSE.length)
  }

  return {
    push(text) {
      held += text
      if (state === 'before') begin()
      if (state === 'thinking') think()
      if (state !== 'saying') return ''
      const said = held
      held = ''
      return said
    },
    flush() {
      const said = state === 'before' ? held : ''
      held = ''
      return said
    },
  }
}
