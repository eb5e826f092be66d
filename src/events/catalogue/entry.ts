import * as z from 'zod'

/** One kind of event: what it means, what its `data` may hold, and an example that is delivered in a test. */
export interface CatalogueEntry<Data extends z.ZodType = z.ZodType> {
  readonly description: string
  readonly data: Data
  readonly example: Readonly<Record<string, unknown>>
}

/** An entry whose example is checked against its own schema by the compiler. */
export const entry = <Shape extends z.ZodRawShape>(
  description: string,
  shape: Shape,
  example: z.input<z.ZodObject<Shape>> & Readonly<Record<string, unknown>>,
): CatalogueEntry<z.ZodObject<Shape>> => ({ description, data: z.object(shape), example })

/** Ours or a provider's: no space, no plus and no at sign, so neither a number, an address nor a sentence passes as an id. */
export const Id = z.string().regex(/^[\w:.-]{1,120}$/)

/** A state or a reason: a word of our own vocabulary, never free text. */
export const Word = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/)

/** RFC 3339 in UTC. */
export const Time = z.iso.datetime()

export const Count = z.int().min(0)

/** A member that may be absent, or null because there is none. */
export const maybe = <T extends z.ZodType>(schema: T): z.ZodOptional<z.ZodNullable<T>> => schema.nullish()
