import { captureEmail } from './capture-email.ts'
import { correctLetters } from './correct-letters.ts'
import { marksOf } from './email-marks.ts'

const ENDING = /^(?:com|net|org|edu|gov|io|co|us|me|biz|info)$/

/**
 * `address` with the part put right that the caller names: "dot org", "it's gmail", one letter of what stands before the
 * at sign. Null when nothing of the kind was said, or it makes no address.
 */
export function correctEmail(address: string, text: string): string | null {
  const [local = '', domain = ''] = address.split('@')
  const attempts = [
    captureEmail(text),
    captureEmail(`${local}@${withEnding(domain, text)}`),
    captureEmail(`${local}@${namedProvider(text) ?? domain}`),
    captureEmail(`${correctLetters(local, text) ?? local}@${domain}`),
  ]
  const put = attempts.find((attempt) => attempt.ok && attempt.value.value !== address)
  return put?.ok ? put.value.value : null
}

/** "Dot org": the domain with that ending; the last that is said counts, unless it comes after a "not". */
function withEnding(domain: string, text: string): string {
  const marks = marksOf(text.replace(/\bnot (?:dot )?\w+\b/gi, ' '))
  const at = marks.findLastIndex(({ text: word }, index) => ENDING.test(word) && marks[index - 1]?.text === '.')
  const said = marks[at]?.text
  return said === undefined || marks[at - 2]?.kind === 'word' ? domain : domain.replace(/\.[a-z.]+$/, `.${said}`)
}

const PROVIDER = /\b(gmail|yahoo|hotmail|outlook|icloud|aol|comcast|protonmail)\b/gi

function namedProvider(text: string): string | null {
  const named = [
    ...text
      .replace(/\bg[\s-]mail\b/gi, 'gmail')
      .replace(/\bnot (?:at )?\w+\b/gi, ' ')
      .matchAll(PROVIDER),
  ].at(-1)?.[1]
  const captured = named === undefined ? null : captureEmail(`x at ${named}`)
  return captured?.ok ? (captured.value.value.split('@')[1] ?? null) : null
}
