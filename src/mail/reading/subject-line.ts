export interface Subject {
  /** Decoded, one line, without the marks of answers and forwards. */
  readonly text: string
  /** Whether it was written with this mail: it begins a thread and passes nothing on. */
  readonly isNew: boolean
  readonly isForward: boolean
}

const MARK = /^\s*(?:\[[^\]]{1,40}\]\s*)?(re|aw|antw|sv|vs|ref|fwd?|wg|tr|rv|enc|i|r)(?:\[\d+\])?\s*:\s*/i
const FORWARD = /^(fwd?|wg|tr|rv|enc|i)$/i
const MARKS_MAX = 10

/** A subject without its `Re:` and `Fwd:`, and what they say. */
export function subjectLine(subject: string, isAnswer: boolean): Subject {
  let text = subject.replace(/^[\s>＞]+/, '')
  const marks: string[] = []
  for (let mark = MARK.exec(text); mark !== null && marks.length < MARKS_MAX; mark = MARK.exec(text)) {
    marks.push(mark[1] ?? '')
    text = text.slice(mark[0].length)
  }
  text = text.replace(/^[\s>＞]+/, '').trim()
  return { text, isNew: marks.length === 0 && !isAnswer && text !== '', isForward: FORWARD.test(marks[0] ?? '') }
}
