import type { Heard } from '../heard.ts'
import type { BookingTask, Search } from '../notes.ts'
import { namesDay } from '../slots/when-words.ts'
import type { World } from '../world.ts'

interface Said {
  readonly w: World
  readonly heard: Heard
}

const WHEN_CHARS_MAX = 300

/** The words about a time, for the search that is still to be made. */
export function withWords(task: BookingTask, search: Search, said: Said): BookingTask {
  const words = bothWords(said, search.when)
  return words === null || search.when === words ? task : { ...task, search: { ...search, when: words } }
}

/** "In six weeks", and then "morning": both. */
function bothWords({ w, heard }: Said, before: string | null): string | null {
  const words = heard.when()
  if (words === null || before === null || before.includes(words) || namesDay(words, w.turn)) return words
  return `${before}, ${words}`.slice(-WHEN_CHARS_MAX)
}
