import type { Plugin } from 'rolldown'
import { callsIn, memberName, type Call, type Syntax } from './calls-in.ts'

/** What a schema says of itself to readers only. */
const ON_SCHEMAS: ReadonlySet<string> = new Set(['describe', 'meta'])
const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'patch', 'put', 'delete'])
/** What an operation says of itself to readers only. What it answers is checked by the compiler. */
const OF_OPERATIONS: ReadonlySet<string> = new Set(['summary', 'description', 'response', 'example', 'produces'])

interface Edit {
  readonly start: number
  readonly end: number
  readonly by: string
}

/**
 * Leaves out of the Worker what only the documentation reads: it is made of the same sources beforehand. That is the
 * descriptions of schemas, and of operations and events what they are, an example, and the schema of an answer.
 */
export const dropDocumentation = (): Plugin => ({
  name: 'drop-documentation',
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler(code, id) {
      const edits = callsIn(this.parse(code, { lang: 'ts' })).flatMap((call) => editsOf(call, id))
      return edits.length === 0 ? null : { code: edited(code, edits) }
    },
  },
})

function editsOf(call: Call, id: string): readonly Edit[] {
  const name = memberName(call)
  if (name !== null && ON_SCHEMAS.has(name.text)) return [{ start: name.objectEnd, end: call.end, by: '' }]
  const [first, second, third] = call.arguments
  if (id.includes('/events/catalogue/') && call.callee.type === 'Identifier' && call.callee.name === 'entry')
    return [emptied(first, "''"), emptied(third, '{}')].flat()
  const isOperation = name !== null && METHODS.has(name.text) && id.includes('/routes/api/')
  return isOperation ? (second?.properties ?? []).flatMap(droppedFrom) : []
}

const emptied = (node: Syntax | undefined, by: string): readonly Edit[] =>
  node === undefined ? [] : [{ start: node.start, end: node.end, by }]

/** Its value becomes none: the comma after it can stay. */
const droppedFrom = ({ key, value }: Syntax): readonly Edit[] =>
  OF_OPERATIONS.has(key?.name ?? '') ? emptied(value, 'undefined') : []

/** Edits within what another edit replaces fall away with it. */
function edited(code: string, edits: readonly Edit[]): string {
  const outer = edits.filter((edit) => !edits.some((other) => isWithin(edit, other)))
  return outer
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), code)
}

const isWithin = (edit: Edit, other: Edit): boolean =>
  edit !== other && other.start <= edit.start && edit.end <= other.end
