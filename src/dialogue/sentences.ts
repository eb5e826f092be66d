/** Words that end in a full stop without ending a sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:dr|mr|mrs|ms|st|ave|no|vs|etc|jr|sr|a\.m|p\.m|e\.g|i\.e|approx|appt|[a-z])\.$/i

/** A sentence is let out at this length even when nothing ends it, so that a list without full stops still flows. */
const SENTENCE_CHARS_MAX = 600

const END = /[.!?…]+["')\]]*(?=\s)/g

/** Splits a stream of text into whole sentences. */
export interface SentenceSplitter {
  /** The sentences that `text` completes. One is complete only when something follows it. */
  push(text: string): string[]
  /** What is left: the last sentence, or nothing. */
  flush(): string[]
}

function cutAt(text: string): number | null {
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length
    if (!ABBREVIATION.test(text.slice(0, end))) return end
  }
  if (text.length <= SENTENCE_CHARS_MAX) return null
  const space = text.lastIndexOf(' ', SENTENCE_CHARS_MAX)
  return space > 0 ? space : SENTENCE_CHARS_MAX
}

export function createSentenceSplitter(): SentenceSplitter {
  let rest = ''
  return {
    push(text) {
      rest += text
      const whole: string[] = []
      for (let end = cutAt(rest); end !== null; end = cutAt(rest)) {
        whole.push(rest.slice(0, end).trim())
        rest = rest.slice(end).trimStart()
      }
      return whole.filter((sentence) => sentence.length > 0)
    },
    flush() {
      const last = rest.trim()
      rest = ''
      return last.length > 0 ? [last] : []
    },
  }
}
