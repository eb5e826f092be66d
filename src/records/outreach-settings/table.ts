import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a business is bound by before it may reach out, and how fast it does. */
export const outreachSettings = sqliteTable('outreach_settings', {
  /** `ten_…`, or `test:ten_…` for its test mode. */
  id: text().primaryKey(),
  tenantId: text().notNull(),
  livemode: integer({ mode: 'boolean' }).notNull(),
  baaSignedAtMs: integer(),
  dncAsOfMs: integer(),
  rndAsOfMs: integer(),
  /** Ids of rules that the business recorded a legal basis to go without, with that basis; and those it did, until when. */
  waivers: text({ mode: 'json' })
    .$type<
      readonly { readonly ruleId: string; readonly basis: string; readonly atMs: number; readonly endedAtMs?: number }[]
    >()
    .notNull(),
  /** Calls a second that its carrier account may be asked for. */
  callsPerSecond: integer().notNull().default(1),
  updatedAtMs: integer().notNull(),
})
