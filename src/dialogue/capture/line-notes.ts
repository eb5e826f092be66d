/**
 * Notes from the line: what a caller did that is no speech, in brackets, as models and the transcript have it. Of what is
 * secret a note says that it was given, and how many digits there were.
 */

/** What was keyed in and is nobody's secret. */
export const keyedNote = (digits: string): string => `[keyed in ${digits}]`

/** The digits of such a note, or null for anything else. */
export const keyedIn = (text: string): string | null => /^\[keyed in (\d{1,40})\]$/.exec(text.trim())?.[1] ?? null

/** How a secret was given. */
export type Given = 'entered' | 'said'
/** Why what was given cannot be it. */
export type Wrong = 'too few' | 'too many' | 'not valid'

export interface SecretNote {
  /** How many digits there were; null for a date in words. */
  readonly count: number | null
  readonly given: Given
  /** Null: it is kept. */
  readonly wrong: Wrong | null
}

export function secretNote({ count, given, wrong }: SecretNote): string {
  const what = count === null ? 'a date' : `${count} ${count === 1 ? 'digit' : 'digits'}`
  return wrong === null ? `[${what} ${given}]` : `[${what} ${given}, ${wrong}]`
}

const NOTE =
  /^\[(?:a date|(?<count>\d{1,3}) digits?) (?<given>entered|said)(?:, (?<wrong>too few|too many|not valid))?\]$/

/** The note in `text`, or null for anything else. */
export function readSecretNote(text: string): SecretNote | null {
  const found = NOTE.exec(text.trim())?.groups
  if (found === undefined) return null
  const { count, given, wrong } = found
  return {
    count: count === undefined ? null : Number(count),
    given: given === 'said' ? 'said' : 'entered',
    wrong: (wrong as Wrong | undefined) ?? null,
  }
}
