import { xmlElement, xmlText } from '../../../kernel/xml.ts'

/** What `<Say>` takes. A longer text makes Twilio refuse the whole document. */
const SAY_CHARS_MAX = 4096

/** A sentence or more for whoever is on the line. An empty one is none. */
export const say = (text: string, language: string): string =>
  text && xmlElement('Say', { language }, xmlText(cutAtSentence(text)))

/** `text` if Twilio can say it, else as many whole sentences of it as it can; half a sentence only if the first is too long. */
export function cutAtSentence(text: string): string {
  if (text.length <= SAY_CHARS_MAX) return text
  const head = text.slice(0, SAY_CHARS_MAX)
  const end = Math.max(...['. ', '! ', '? ', '.\n', '!\n', '?\n'].map((mark) => head.lastIndexOf(mark)))
  if (end > 0) return head.slice(0, end + 1)
  const space = head.lastIndexOf(' ')
  return space > 0 ? head.slice(0, space) : head
}
