/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number]

export const WHITE: Colour = [255, 255, 255]
export const BLACK: Colour = [0, 0, 0]

const NAMED: Readonly<Record<string, Colour>> = {
  white: WHITE,
  black: BLACK,
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  floralwhite: [255, 250, 240],
  azure: [240, 255, 255],
  mintcream: [245, 255, 250],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  navy: [0, 0, 128],
}

/** Nobody reads letters that differ from their ground by less, over all three channels. */
const VISIBLE_DIFFERENCE_MIN = 48

/** A CSS colour in lower case, `transparent` where nothing of it is seen, or null for one not understood. */
export function readColour(value: string): Colour | 'transparent' | null {
  const named = NAMED[value]
  if (named !== undefined) return named
  if (value === 'transparent') return 'transparent'
  const hex = /^#?([0-9a-f]{3,8})$/.exec(value)?.[1]
  if (hex !== undefined) return ofHex(hex)
  const channels = /^rgba?\(([\d.]+%?)[,\s]+([\d.]+%?)[,\s]+([\d.]+%?)(?:[,\s/]+([\d.]+)(%?))?\)$/.exec(value)
  if (channels === null) return null
  if (channels[4] !== undefined && Number(channels[4]) < (channels[5] === '%' ? 10 : 0.1)) return 'transparent'
  return [channel(channels[1]), channel(channels[2]), channel(channels[3])]
}

function ofHex(hex: string): Colour | 'transparent' | null {
  const full = hex.length < 5 ? [...hex].map((digit) => digit + digit).join('') : hex
  if (full.length !== 6 && full.length !== 8) return null
  if (full.length === 8 && Number.parseInt(full.slice(6), 16) < 26) return 'transparent'
  const at = (index: number): number => Number.parseInt(full.slice(index, index + 2), 16)
  return [at(0), at(2), at(4)]
}

const channel = (said = '0'): number => (said.endsWith('%') ? Number.parseFloat(said) * 2.55 : Number.parseFloat(said))

/** Whether letters of the one colour can be seen on the other. */
export const isSeenOn = (letters: Colour, ground: Colour): boolean =>
  letters.reduce((sum, value, index) => sum + Math.abs(value - (ground[index] ?? 0)), 0) >= VISIBLE_DIFFERENCE_MIN
