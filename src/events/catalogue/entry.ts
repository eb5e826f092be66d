/**
 * What one member of an event's data may hold. Checked with every event there is, in the objects that hold calls too, so
 * it is this and no schema library.
 */
export interface Member<T> {
  readonly holds: (value: unknown) => boolean
  /** JSON Schema 2020-12 of what it may be. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly optional: boolean
  /** Never there: only the compiler reads it. */
  readonly type?: T
}

type Shape = Readonly<Record<string, Member<unknown>>>
type Held<M> = M extends Member<infer T> ? T : never
type Optional<S extends Shape> = { [Name in keyof S]: undefined extends Held<S[Name]> ? Name : never }[keyof S]

/** What is handed in for a shape. */
export type DataOf<S extends Shape> = { readonly [Name in Exclude<keyof S, Optional<S>>]: Held<S[Name]> } & {
  readonly [Name in Optional<S>]?: Held<S[Name]>
}

/** One kind of event: what it means, what its `data` may hold, and an example that is delivered in a test. */
export interface CatalogueEntry<S extends Shape = Shape> {
  readonly description: string
  readonly shape: S
  readonly example: Readonly<Record<string, unknown>>
}

/** An entry whose example is checked against its own shape by the compiler. */
export const entry = <const S extends Shape>(
  description: string,
  shape: S,
  example: DataOf<S> & Readonly<Record<string, unknown>>,
): CatalogueEntry<S> => ({ description, shape, example })

const member = <T>(holds: (value: unknown) => boolean, schema: Readonly<Record<string, unknown>>): Member<T> => ({
  holds,
  schema,
  optional: false,
})

const textLike = (pattern: RegExp): Member<string> =>
  member((value) => typeof value === 'string' && pattern.test(value), { type: 'string', pattern: pattern.source })

/** Ours or a provider's: no space, no plus and no at sign, so neither a number, an address nor a sentence passes as an id. */
export const Id = textLike(/^[\w:.-]{1,120}$/)

/** A state or a reason: a word of our own vocabulary, never free text. */
export const Word = textLike(/^[a-z][a-z0-9_.-]{0,63}$/)

const RFC_3339_UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

/** RFC 3339 in UTC. */
export const Time: Member<string> = member(
  (value) => typeof value === 'string' && RFC_3339_UTC.test(value) && !Number.isNaN(Date.parse(value)),
  { type: 'string', format: 'date-time' },
)

export const Count: Member<number> = member((value) => Number.isSafeInteger(value) && (value as number) >= 0, {
  type: 'integer',
  minimum: 0,
})

/** One of these words. */
export const oneOf = <const T extends string>(words: readonly T[]): Member<T> =>
  member((value) => (words as readonly unknown[]).includes(value), { type: 'string', enum: words })

/** So many at most, each of one kind. */
export const listOf = <T>(each: Member<T>, maxItems: number): Member<readonly T[]> =>
  member((value) => Array.isArray(value) && value.length <= maxItems && value.every((item) => each.holds(item)), {
    type: 'array',
    items: each.schema,
    maxItems,
  })

/** A member that may be absent, or null because there is none. */
export const maybe = <T>(kind: Member<T>): Member<T | null | undefined> => ({
  holds: (value) => value === null || value === undefined || kind.holds(value),
  schema: { anyOf: [kind.schema, { type: 'null' }] },
  optional: true,
})

/**
 * The members of `data` that the shape names, and no other.
 *
 * @throws TypeError naming a member that holds something else: a bug of the caller.
 */
export function named<S extends Shape>(shape: S, data: DataOf<S>): Readonly<Record<string, unknown>> {
  const given: Readonly<Record<string, unknown>> = data
  const kept: Record<string, unknown> = {}
  for (const [name, { holds }] of Object.entries(shape)) {
    const value = given[name]
    if (!holds(value)) throw new TypeError(`the event's ${name} does not hold what it may`)
    if (value !== undefined) kept[name] = value
  }
  return kept
}

/** The shape as JSON Schema. */
export const schemaOf = (shape: Shape): Readonly<Record<string, unknown>> => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(shape).map(([name, { schema }]) => [name, schema])),
  required: Object.entries(shape).flatMap(([name, { optional }]) => (optional ? [] : [name])),
})
