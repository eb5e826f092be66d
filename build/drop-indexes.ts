import type { Plugin } from 'rolldown'
import { callsIn } from './calls-in.ts'
import { edited } from './edited.ts'

/** Leaves out of the tables what only their migrations are made of: indexes, and keys over several columns. */
export const dropIndexes = (): Plugin => ({
  name: 'drop-indexes',
  transform: {
    filter: { id: /\/src\/records\/.*\.ts$/, code: 'sqliteTable(' },
    handler(code, id) {
      const tables = callsIn(this.parse(code, { lang: 'ts' })).filter(({ callee }) => callee.name === 'sqliteTable')
      if (tables.length === 0) throw new Error(`${id} makes its table otherwise than others`)
      const edits = tables.flatMap(({ arguments: [, columns, more] }) =>
        columns === undefined || more === undefined ? [] : [{ start: columns.end, end: more.end, by: '' }],
      )
      return { code: edited(code, edits) }
    },
  },
})
