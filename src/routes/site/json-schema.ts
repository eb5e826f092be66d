import * as z from 'zod'

/** As much of JSON Schema 2020-12 as zod writes and the page reads. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly $defs?: Readonly<Record<string, JsonSchema>>
}

export type Components = Record<string, JsonSchema>

const LOCAL = '#/$defs/'
const SHARED = '#/components/schemas/'

/**
 * The JSON Schema of what is sent over the wire for `schema`; the schemas in it that have an id go into `components`.
 *
 * Wire form is zod's input in both directions: handlers give what their answer schema takes, and no transform runs
 * over it. `scope` keeps the names zod makes up itself apart.
 *
 * @throws Error when two different schemas carry one id.
 */
export function jsonSchemaOf(schema: z.ZodType, scope: string, components: Components): JsonSchema {
  const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema & { $schema?: string }
  const { $schema: _, $defs = {}, ...root } = made
  const nameOf = (name: string): string => (name.startsWith('__') ? `${scope}${name}` : name)
  for (const [name, definition] of Object.entries($defs)) {
    const shared = withSharedRefs(definition, nameOf)
    const known = components[nameOf(name)]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(shared))
      throw new Error(`two schemas are called ${name}`)
    components[nameOf(name)] = shared
  }
  return withSharedRefs(root, nameOf)
}

/** With references into the components, and without the bounds that any number in JSON has. */
function withSharedRefs(schema: JsonSchema, nameOf: (name: string) => string): JsonSchema {
  const text = JSON.stringify(schema, (key: string, value: unknown) => {
    if (typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER) return undefined
    return key === '$ref' && typeof value === 'string' && value.startsWith(LOCAL)
      ? SHARED + nameOf(value.slice(LOCAL.length))
      : value
  })
  return JSON.parse(text) as JsonSchema
}

/** What a `$ref` points to; other schemas as they are. */
export function resolved(schema: JsonSchema, components: Components): JsonSchema {
  if (schema.$ref === undefined) return schema
  const { $ref, ...beside } = schema
  return { ...components[$ref.slice(SHARED.length)], ...beside }
}

/** The name of a shared schema, for reading: `#/components/schemas/Call` is `Call`. */
export const refName = (schema: JsonSchema): string | null => schema.$ref?.slice(SHARED.length) ?? null
