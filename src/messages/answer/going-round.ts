import { timesWritten, type WrittenMemory } from './written-memory.ts'

/** A conversation of more replies than this goes round in circles, or is one machine writing to another. */
export const TURNS_MAX = 80
/** The same words so often in a row are a machine's: it is answered no more until it says something else. */
const REPEATS_MAX = 3

/** Whether these words are what was written the last few times, too. */
export const isRepeated = (said: string, memory: WrittenMemory): boolean =>
  said !== '' && timesWritten(said, memory) >= REPEATS_MAX
