import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import {
  exportAccount,
  isExportPlace,
  type ExportPiece,
  type ExportPlace,
} from '../../tenants/closing/export-account.ts'
import { oneWrong, time, Time } from './shape.ts'

export const AccountExport = z
  .object({
    object: z.literal('account_export'),
    made_at: Time,
    people: z.string().describe('Where what is kept about a person is exported.'),
    livemode: z.boolean(),
    categories: z
      .array(
        z.object({
          category: z.string(),
          rows: z.array(z.record(z.string(), z.unknown())),
          is_whole: z.boolean().describe('Whether these are all that were left of them.'),
        }),
      )
      .describe('Everything you set up, without secrets.'),
    next: z.string().nullable().describe('Null when nothing is left; else ask again with this as `after`.'),
  })
  .meta({ id: 'AccountExport' })

export const ExportQuery = z.strictObject({
  after: z.string().max(100).optional().describe('The `next` of an export that was not whole: it goes on there.'),
})

/** @throws Refusal `unprocessable` for what is no place in an export. */
function placeOf(after: string): ExportPlace {
  const [, table = '', row = ''] = /^([a-z_.]+)~(\d+)$/.exec(after) ?? []
  const place = { table, after: Number(row) }
  if (!isExportPlace(place)) throw oneWrong('/after', 'unknown', 'This is not the `next` of an export.')
  return place
}

/** All of it, written as it is read, a page at a time as the reader takes it. What breaks off is no JSON, and taken for whole by nobody. */
export function accountExport(ctx: Ctx, after: string | undefined): Response {
  const pieces = exportAccount(ctx, after === undefined ? null : placeOf(after))
  const texts = writtenOf(ctx, pieces)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}

async function* writtenOf({ nowMs, livemode }: Ctx, pieces: AsyncGenerator<ExportPiece>): AsyncGenerator<string> {
  const head = { object: 'account_export', made_at: time(nowMs), people: '/v1/people/:id/export', livemode }
  yield `${JSON.stringify(head).slice(0, -1)},"categories":[`
  let next: string | null = null
  let [betweenTables, betweenRows] = ['', '']
  for await (const piece of pieces) {
    if (piece.what === 'begins') {
      yield `${betweenTables}{"category":${JSON.stringify(piece.category)},"rows":[`
      betweenTables = ','
      betweenRows = ''
    }
    if (piece.what === 'rows') {
      yield `${betweenRows}${JSON.stringify(piece.rows).slice(1, -1)}`
      betweenRows = ','
    }
    if (piece.what === 'ends') yield `],"is_whole":${piece.isWhole}}`
    if (piece.what === 'more') next = `${piece.place.table}~${piece.place.after}`
  }
  yield `],"next":${JSON.stringify(next)}}`
}
