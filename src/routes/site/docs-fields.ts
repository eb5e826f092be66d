import { xmlText } from '../../kernel/xml.ts'
import { prose, table } from './html.ts'
import { refName, resolved, type Components, type JsonSchema } from './json-schema.ts'

const DEPTH_MAX = 3
const ENUM_SHOWN_MAX = 12

interface FieldRow {
  readonly name: string
  readonly required: boolean
  readonly schema: JsonSchema
}

/** The fields of an object as a table, those of objects within as `outer.inner`. Empty when there are none. */
export function fieldsTable(schema: JsonSchema, components: Components): string {
  const rows = fieldsOf(schema, components, '', 0)
  return table(
    ['Field', 'Type', 'Meaning'],
    rows.map(({ name, required, schema: field }) => [
      `<code>${xmlText(name)}</code>${required ? ' <span class="required">required</span>' : ''}`,
      `<span class="type">${xmlText(typeOf(field, components))}</span>`,
      meaningOf(field, components),
    ]),
  )
}

function fieldsOf(schema: JsonSchema, components: Components, prefix: string, depth: number): FieldRow[] {
  const { properties = {}, required = [] } = resolved(schema, components)
  return Object.entries(properties).flatMap(([key, field]) => {
    const name = `${prefix}${key}`
    const inner = withinOf(field, components)
    const row = { name, required: required.includes(key), schema: field }
    if (inner === null || depth + 1 >= DEPTH_MAX) return [row]
    return [row, ...fieldsOf(inner.schema, components, `${name}${inner.list ? '[]' : ''}.`, depth + 1)]
  })
}

/** The object inside a field that is one, or a list of them, or that or null. */
function withinOf(
  field: JsonSchema,
  components: Components,
): { readonly schema: JsonSchema; readonly list: boolean } | null {
  const plain = notNull(resolved(field, components), components)
  if (plain.properties !== undefined) return { schema: plain, list: false }
  if (plain.items === undefined) return null
  const item = resolved(plain.items, components)
  return item.properties === undefined ? null : { schema: item, list: true }
}

/** The one alternative that is not null, if there is just one. */
function notNull(schema: JsonSchema, components: Components): JsonSchema {
  const others = (schema.anyOf ?? []).filter(({ type }) => type !== 'null')
  const [only] = others
  return only !== undefined && others.length === 1 ? { ...schema, ...resolved(only, components), anyOf: [] } : schema
}

/** A type in a few words: `list of string or null`. */
export function typeOf(schema: JsonSchema, components: Components): string {
  const plain = resolved(schema, components)
  const { anyOf = plain.oneOf } = plain
  if (anyOf !== undefined) return [...new Set(anyOf.map((one) => typeOf(one, components)))].join(' or ')
  if (plain.const !== undefined) return JSON.stringify(plain.const)
  if (plain.type === 'array') return plain.items ? `list of ${typeOf(plain.items, components)}` : 'list'
  if (plain.format === 'date-time') return 'time'
  if (plain.format === 'date') return 'date'
  if (plain.type === 'object') return refName(schema) ?? objectName(plain, components)
  return typeof plain.type === 'string' ? plain.type : 'anything'
}

/** A page of things is named by what is on it. */
function objectName({ properties = {} }: JsonSchema, components: Components): string {
  const { object, data } = properties
  return object?.const === 'list' && data?.items ? `list of ${typeOf(data.items, components)}` : 'object'
}

function meaningOf(field: JsonSchema, components: Components): string {
  const plain = notNull(resolved(field, components), components)
  const parts = [
    plain.description === undefined ? '' : prose(plain.description),
    plain.enum === undefined ? '' : enumOf(plain.enum),
    boundsOf(plain),
    plain.default === undefined || plain.default === null
      ? ''
      : `Default <code>${xmlText(JSON.stringify(plain.default))}</code>.`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function enumOf(values: readonly unknown[]): string {
  const shown = values.slice(0, ENUM_SHOWN_MAX).map((value) => `<code>${xmlText(String(value))}</code>`)
  return `${shown.join(' ')}${values.length > ENUM_SHOWN_MAX ? ' …' : ''}`
}

function boundsOf({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}.`
  if (minimum !== undefined && minimum !== 0) return `At least ${minimum}.`
  return maximum === undefined ? '' : `At most ${maximum}.`
}
