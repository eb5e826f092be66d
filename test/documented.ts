import { resources } from '../src/routes/api/index.ts'

const operations = resources.flatMap(([base, { operations }]) =>
  operations.map((operation) => {
    const path = `${base}${operation.path === '/' ? '' : operation.path}`
    return { ...operation, pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`) }
  }),
)

/**
 * What is wrong with an answer by its own documentation, or null.
 *
 * A field that is missing, of another type, or there without being documented is wrong.
 */
export function undocumented(method: string, path: string, json: unknown): string | null {
  const plain = path.replace(/\?.*$/, '')
  const operation = operations.find((one) => one.method === method.toLowerCase() && one.pattern.test(plain))
  if (operation?.response === undefined || typeof json !== 'object') return null
  const parsed = operation.response.safeParse(json)
  const name = `${method} ${plain}`
  if (!parsed.success) return `${name} answers what it does not document: ${parsed.error.message}`
  const [told, meant] = [fieldsOf(json), fieldsOf(parsed.data)]
  const extra = told.filter((field) => !meant.includes(field))
  return extra.length === 0 ? null : `${name} answers fields it does not document: ${extra.join(', ')}`
}

/** Every field of a JSON value by its path. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, `${path}/${name}`))
}
