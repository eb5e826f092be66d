import type { Plugin } from 'rolldown'
import { callsIn, memberName, type Call, type Syntax } from './calls-in.ts'
import { edited, type Edit } from './edited.ts'

/** What a schema says of itself to readers only. */
const ON_SCHEMAS: ReadonlySet<string> = new Set(['describe', 'meta'])
const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'patch', 'put', 'delete'])
/** What an operation says of itself to readers only. What it answers is checked by the compiler. */
const OF_OPERATIONS: ReadonlySet<string> = new Set(['summary', 'description', 'response', 'example', 'produces'])

/**
 * Leaves out of the Worker what only the documentation reads: it is made of the same sources beforehand. That is the
 * descriptions of schemas, and of operations and events what they are, an example, and the schema of an answer.
 */
export const dropDocumentation = (): Plugin => ({
  name: 'drop-documentation',
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler(code, id) {
      const edits = callsIn(this.parse(code, { lang: 'ts' })).flatMap((call) => editsOf(call, { code, id }))
      return edits.length === 0 ? null : { code: edited(code, edits) }
    },
  },
})

interface Module {
  readonly code: string
  readonly id: string
}

function editsOf(call: Call, { code, id }: Module): readonly Edit[] {
  const name = memberName(call)
  if (name !== null && ON_SCHEMAS.has(name.text)) return [{ start: name.objectEnd, end: call.end, by: '' }]
  const [first, second, third] = call.arguments
  if (id.includes('/events/catalogue/') && call.callee.type === 'Identifier' && call.callee.name === 'entry')
    return [emptied(first, "''"), emptied(third, '{}')].flat()
  const isOperation = name !== null && METHODS.has(name.text) && id.includes('/routes/api/')
  return isOperation ? (second?.properties ?? []).flatMap((property) => droppedFrom(property, code)) : []
}

const emptied = (node: Syntax | undefined, by: string): readonly Edit[] =>
  node === undefined ? [] : [{ start: node.start, end: node.end, by }]

/** All of it goes, and the comma after it. */
const droppedFrom = ({ key, start, end }: Syntax, code: string): readonly Edit[] =>
  OF_OPERATIONS.has(key?.name ?? '')
    ? [{ start, end: end + (COMMA.exec(code.slice(end))?.[0].length ?? 0), by: '' }]
    : []

const COMMA = /^\s*,/
