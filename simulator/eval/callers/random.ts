/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 up to, and without, 1. */
  next(): number
  pick<T>(items: readonly [T, ...T[]]): T
  isLucky(probability: number): boolean
}

/** Mulberry32: small, even enough to choose by, and the same on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    isLucky: (probability) => next() < probability,
  }
}

/** A number of a text's own, to begin with: two callers of one run are not to make the same choices. */
export function seedOf(text: string, seed: number): number {
  let mixed = seed >>> 0
  for (const letter of text) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return mixed
}
