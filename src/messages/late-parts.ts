/** When a part that failed is tried again, and how often it was. */
export interface Late {
  readonly tries: number
  readonly dueAtMs: number
}

interface LatePart {
  readonly late?: Late
}

const PART = 'late:'
/** Names of parts by when they are due: those that fail again and again hold up none that is due before them. */
const DUE = 'due:'

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0')
const partName = (seq: number): string => PART + padded(seq, 12)
const dueName = (seq: number, { dueAtMs }: Late): string => `${DUE}${padded(dueAtMs, 15)}:${padded(seq, 12)}`

/** Keeps a part until `late.dueAtMs`, in place of what was kept under its number before. */
export function keepLate(kv: SyncKvStorage, seq: number, part: LatePart & { readonly late: Late }): void {
  dropLate(kv, seq)
  kv.put(partName(seq), part)
  kv.put(dueName(seq, part.late), seq)
}

export function dropLate(kv: SyncKvStorage, seq: number): void {
  const late = kv.get<LatePart>(partName(seq))?.late
  if (late === undefined) return
  kv.delete(dueName(seq, late))
  kv.delete(partName(seq))
}

/** Parts that are due by `nowMs`, so many of them at most, whichever was due first before the others. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as of a store's own get: who kept the parts says what they are.
export function lateBy<Part extends LatePart>(
  kv: SyncKvStorage,
  nowMs: number,
  limit: number,
): readonly { readonly seq: number; readonly part: Part }[] {
  return Array.from(kv.list<number>({ prefix: DUE, limit }), ([, seq]) => ({ seq, part: kv.get<Part>(partName(seq)) }))
    .filter((one): one is { seq: number; part: Part } => one.part !== undefined)
    .filter(({ part }) => (part.late?.dueAtMs ?? 0) <= nowMs)
}

/** When the next part is due, or null when none is late. */
export function nextLateAtMs(kv: SyncKvStorage): number | null {
  const [first] = Array.from(kv.list<number>({ prefix: DUE, limit: 1 }), ([, seq]) => kv.get<LatePart>(partName(seq)))
  return first?.late?.dueAtMs ?? null
}

/** The highest number that a late part has, or -1. */
export function lastLate(kv: SyncKvStorage): number {
  const [name] = Array.from(kv.list({ prefix: PART, reverse: true, limit: 1 }), ([name]) => name)
  return name === undefined ? -1 : Number(name.slice(PART.length))
}
