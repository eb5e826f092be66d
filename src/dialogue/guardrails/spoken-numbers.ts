const count = (words: string, from: number, step: number): Readonly<Record<string, number>> =>
  Object.fromEntries(words.split(' ').map((word, index) => [word, from + index * step]))

/** Two to nineteen. "One" stays a word: it mostly means somebody. */
export const UNITS = count(
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  2,
  1,
)

export const TENS = count('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10)
