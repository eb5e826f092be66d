import * as z from 'zod'
import { progressOf, type ExportRow } from '../../privacy/export/export-progress.ts'
import { time, Time, timeOrNull } from './shape.ts'

export const ExportObject = z
  .object({
    object: z.literal('export'),
    id: z.string(),
    person_id: z.string(),
    request_id: z.string().nullable(),
    scope: z.enum(['categories', 'all']).describe('`categories`: only which kinds of data are kept.'),
    status: z
      .enum(['making', 'ready', 'fetched', 'failed', 'expired'])
      .describe('`fetched`: the person has had it. It can be given out until it expires.'),
    progress: z.object({
      step: z.enum(['records', 'page', 'files', 'done']),
      records: z.record(z.string(), z.int()).describe('How many are in it by now, by category.'),
      bytes: z.int(),
    }),
    bytes: z.int().nullable(),
    sha256: z.string().nullable().describe('Of the archive; null of one that is too long to be read at once.'),
    link: z
      .object({ expires_at: Time, is_used: z.boolean() })
      .nullable()
      .describe('The link that the person was given, if any.'),
    livemode: z.boolean(),
    created_at: Time,
    fetched_at: Time.nullable(),
    expires_at: Time.describe('When it is deleted.'),
  })
  .meta({ id: 'Export' })

const STEPS = { json: 'records', html: 'page', files: 'files', over: 'done' } as const

export function exportObject(row: ExportRow) {
  const { place, zip, counts } = progressOf(row)
  const { linkEndsAtMs, status } = row
  return {
    object: 'export' as const,
    id: row.id,
    person_id: row.personId,
    request_id: row.requestId,
    scope: row.scope,
    status,
    progress: { step: STEPS[place.part], records: counts, bytes: zip.offset },
    bytes: row.bytes,
    sha256: row.sha256,
    link: linkEndsAtMs === null ? null : { expires_at: time(linkEndsAtMs), is_used: row.linkMac === null },
    livemode: row.livemode,
    created_at: time(row.createdAtMs),
    fetched_at: timeOrNull(row.fetchedAtMs),
    expires_at: time(row.expiresAtMs),
  }
}
