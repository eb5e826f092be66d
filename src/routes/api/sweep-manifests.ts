import * as z from 'zod'
import { verifyManifests } from '../../records/manifests/chain.ts'
import { sweepManifests } from '../../records/manifests/table.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { time, Time } from './shape.ts'

const ManifestObject = z
  .object({
    object: z.literal('sweep_manifest'),
    id: z.string(),
    seq: z.int().describe('Its place in the chain of this region: 1, 2, 3, without gaps.'),
    category: z.string(),
    cutoff_at: Time.describe('What had come to its end then went.'),
    row_count: z.int(),
    object_count: z.int(),
    merkle_root: z.string().describe('Over keyed tokens of the ids that went: it names none of them.'),
    previous_sha256: z.string(),
    signature: z.string().describe('Ed25519, by the key of the gateway.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'SweepManifest' })

const Verification = z
  .object({
    object: z.literal('manifest_verification'),
    status: z.enum(['ok', 'broken']),
    count: z.int().optional().describe('How many there are.'),
    first_bad_seq: z.int().optional(),
    livemode: z.boolean(),
  })
  .meta({ id: 'ManifestVerification' })

/** The proof that what had come to its end went: of the whole region, because pages hold what is of many. */
export const sweepProofs = resource('retention')
  .get(
    '/manifests',
    {
      summary: 'What sweeps deleted',
      description: 'Counts and hashes of your region, of all businesses in it, without an id.',
      scope: 'read',
      query: ListQuery,
      response: listOf(ManifestObject),
    },
    ({ ctx, query }) =>
      listPage({ db: ctx.db, table: sweepManifests, where: undefined, query }, (row) => ({
        object: 'sweep_manifest' as const,
        id: row.id,
        seq: row.seq,
        category: row.category,
        cutoff_at: time(row.cutoffAtMs),
        row_count: row.rowCount,
        object_count: row.objectCount,
        merkle_root: row.merkleRoot,
        previous_sha256: row.previousSha256,
        signature: row.signature,
        livemode: ctx.livemode,
      })),
  )
  .get(
    '/manifests/verify',
    {
      summary: 'Check the chain of manifests',
      description: 'Number, link and signature of each, now.',
      scope: 'read',
      response: Verification,
    },
    async ({ ctx }) => {
      const verified = await verifyManifests(ctx.db, ctx.vault)
      const said =
        verified.status === 'ok'
          ? { status: 'ok' as const, count: verified.count }
          : { status: 'broken' as const, first_bad_seq: verified.firstBadSeq }
      return { object: 'manifest_verification' as const, ...said, livemode: ctx.livemode }
    },
  )
