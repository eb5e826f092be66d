import type { Plugin } from 'rolldown'

const NO_RELATIONS = `throw new Error('build/ leaves relational queries out of the Worker')`

/**
 * What stands for modules of drizzle that nothing of ours can reach: relational queries, PostgreSQL's types, and every kind of
 * column there is, for tables whose columns are made by a function.
 */
const STAND_INS: readonly (readonly [module: RegExp, text: string])[] = [
  [/\/drizzle-orm\/pg-core\/columns\/enum\.js$/, 'export const isPgEnum = () => false'],
  [
    /\/drizzle-orm\/sqlite-core\/columns\/all\.js$/,
    `export function getSQLiteColumnBuilders() { throw new Error('build/ leaves columns by a function out of the Worker') }`,
  ],
  [
    /\/drizzle-orm\/relations\.js$/,
    ['One', 'mapRelationalRow', 'extractTablesRelationalConfig', 'createTableRelationsHelpers']
      .concat('getOperators', 'getOrderByOperators', 'normalizeRelation', 'Many')
      .map((name) => `export function ${name}() { ${NO_RELATIONS} }`)
      .join('\n'),
  ],
  [
    /\/drizzle-orm\/sqlite-core\/query-builders\/query\.js$/,
    `export class RelationalQueryBuilder { constructor() { ${NO_RELATIONS} } }`,
  ],
]

const RELATIONAL = /^ {2}buildRelationalQuery\(\{[^]*?^\}\n(?=class SQLiteSyncDialect)/m

/** Leaves out of drizzle what cannot be reached without a schema of relations, other databases and kinds of columns. */
export const trimDrizzle = (): Plugin => ({
  name: 'trim-drizzle',
  load: {
    filter: { id: STAND_INS.map(([module]) => module) },
    handler: (id) => STAND_INS.find(([module]) => module.test(id))?.[1] ?? null,
  },
  transform: {
    filter: { id: /\/drizzle-orm\/sqlite-core\/dialect\.js$/ },
    handler(code) {
      if (!RELATIONAL.test(code)) throw new Error('drizzle is not written as it was: relational queries')
      return { code: code.replace(RELATIONAL, `  buildRelationalQuery() { ${NO_RELATIONS} }\n}\n`) }
    },
  },
})
