import { zonesOfLetters } from './zone-letters.ts'

/** Where a number of an area code, or somebody of a postal code, may be. */
export interface Area {
  /** ISO 3166-2: `US-FL`. */
  readonly states: readonly string[]
  /** IANA. */
  readonly zones: readonly string[]
}

/** Both of them: what may be in either. */
const joined = (one: Area | undefined, other: Area): Area =>
  one === undefined
    ? other
    : {
        states: [...new Set([...one.states, ...other.states])],
        zones: [...new Set([...one.zones, ...other.zones])],
      }

/** `314`, `100-149`, `850EC`: a code or a run of them, and the zones of those where they are not the row's. */
const CODES = /^(\d+|[A-Z])(?:-(\d+))?([A-Z1-9]*)$/

/**
 * Areas by code, from rows of a state, the zones of its codes and the codes: `US-FL E 239 850EC`. A code of several rows is in
 * all of their states.
 */
export function readTable(rows: readonly string[]): ReadonlyMap<string, Area> {
  const areas = new Map<string, Area>()
  for (const row of rows) {
    const [state = '', letters = '', ...written] = row.split(' ')
    for (const codes of written) {
      const [, first = '', last = first, own] = CODES.exec(codes) ?? []
      const area = { states: [state], zones: zonesOfLetters(own || letters) }
      for (const code of runOf(first, last)) areas.set(code, joined(areas.get(code), area))
    }
  }
  return areas
}

function runOf(first: string, last: string): readonly string[] {
  if (first === last) return [first]
  const length = Number(last) - Number(first) + 1
  return Array.from({ length }, (_, nth) => String(Number(first) + nth).padStart(first.length, '0'))
}
