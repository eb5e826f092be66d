/** The letters of GSM 03.38 that take one septet, and those of its extension table, which take two. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('\f^{}\\[~]|€')

/** What one message holds alone, and what it holds as a part of several: a header takes the rest. */
const ROOM = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const

export interface Segments {
  readonly encoding: 'gsm-7' | 'ucs-2'
  /** How many messages it is sent, and paid for, as. */
  readonly count: number
}

/**
 * How a text goes out by SMS: one letter outside the plain alphabet makes all of it twice as long.
 *
 * A letter of two units is never cut in two, so it may begin the next part one unit early.
 */
export function segmentsOf(text: string): Segments {
  const letters = [...text]
  const isPlain = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter))
  const encoding = isPlain ? 'gsm-7' : 'ucs-2'
  const { alone, part } = ROOM[encoding]
  const units = letters.map((letter) => (isPlain ? (EXTENDED.has(letter) ? 2 : 1) : letter.length))
  if (units.reduce((sum, unit) => sum + unit, 0) <= alone) return { encoding, count: 1 }
  let count = 1
  let used = 0
  for (const unit of units) {
    if (used + unit > part) {
      count += 1
      used = 0
    }
    used += unit
  }
  return { encoding, count }
}
