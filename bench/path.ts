/** What a path is held to: its ratio to the floor, its own figure, or how far it lies above the floor. */
export type Bound = 'ratio_at_least' | 'ratio_at_most' | 'us_at_most' | 'above_floor_at_most'

/** One measured path of the gateway beside the floor measured in the same run. Null where there is none. */
export interface Path {
  readonly name: string
  readonly unit: string
  readonly us: number
  readonly floor: number | null
  /** `us / floor`. */
  readonly ratio: number | null
  readonly target: number | null
  readonly bound: Bound | null
  readonly held: boolean | null
}

export interface Figures {
  readonly name: string
  readonly unit: string
  readonly us: number
  readonly floor?: number
}

/** A path with its ratio, and whether its target is held. Without a target it is reported for information. */
export function pathOf({ name, unit, us, floor }: Figures, target?: readonly [Bound, number]): Path {
  const ratio = floor === undefined || floor === 0 ? null : us / floor
  const [bound, limit] = target ?? [null, null]
  const held = bound === null ? null : isHeld(bound, limit, { us, floor: floor ?? null, ratio })
  return {
    name,
    unit,
    us: rounded(us),
    floor: rounded(floor ?? null),
    ratio: rounded(ratio),
    target: limit,
    bound,
    held,
  }
}

interface Held {
  readonly us: number
  readonly floor: number | null
  readonly ratio: number | null
}

function isHeld(bound: Bound, limit: number, { us, floor, ratio }: Held): boolean {
  switch (bound) {
    case 'ratio_at_least':
      return ratio !== null && ratio >= limit
    case 'ratio_at_most':
      return ratio !== null && ratio <= limit
    case 'us_at_most':
      return us <= limit
    case 'above_floor_at_most':
      return floor !== null && us - floor <= limit
  }
}

const DIGITS = 4

/** Four digits that count: more would claim what no run can show twice. */
function rounded(value: number): number
function rounded(value: number | null): number | null
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(DIGITS))
}
