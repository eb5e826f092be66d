import * as z from 'zod'
import { inRegion } from '../../context.ts'
import { verifyManifests, verifyNewestManifests } from '../../records/manifests/chain.ts'
import { sweepManifests } from '../../records/manifests/table.ts'
import { REGIONS } from '../../records/region.ts'
import { operatorResource, resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
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

const Verified = z
  .object({
    object: z.literal('manifest_verification'),
    status: z.enum(['ok', 'broken']),
    livemode: z.boolean(),
  })
  .meta({ id: 'ManifestVerification' })

const VerifiedChain = z
  .object({
    ...Verified.shape,
    count: z.int().optional().describe('How many there are.'),
    first_bad_seq: z.int().optional(),
  })
  .meta({ id: 'ManifestChainVerification' })

const Region = z.enum(REGIONS).default('global')

/** That what had come to its end went, as far as it is a business's to see: pages hold what is of many. */
export const sweepProofs = resource('retention').get(
  '/manifests/verify',
  {
    summary: 'Check what sweeps wrote of what they deleted',
    description:
      'Number, link and signature of the newest manifests of your region, now. What is in them is of all businesses there, and shown to none.',
    scope: 'read',
    response: Verified,
  },
  async ({ ctx }) => {
    const isWhole = await verifyNewestManifests(ctx.db, ctx.vault)
    const status = isWhole ? ('ok' as const) : ('broken' as const)
    return { object: 'manifest_verification' as const, status, livemode: ctx.livemode }
  },
)

/** The same for the operator: whole, and with what is in it. */
export const sweepManifestChains = operatorResource('sweep_manifests')
  .get(
    '/',
    {
      summary: 'What sweeps deleted',
      description: 'Counts and hashes of a region, of all businesses in it, without an id.',
      scope: 'read',
      query: listQuery({ region: Region }),
      response: listOf(ManifestObject),
    },
    ({ query: { region, ...query }, c }) =>
      listPage({ db: inRegion(c.env, region).db, table: sweepManifests, where: undefined, query }, (row) => ({
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
        livemode: true,
      })),
  )
  .get(
    '/verify',
    {
      summary: 'Check the chain of manifests',
      description: 'Number, link and signature of each in a region, now.',
      scope: 'read',
      query: z.strictObject({ region: Region }),
      response: VerifiedChain,
    },
    async ({ ctx, query, c }) => {
      const verified = await verifyManifests(inRegion(c.env, query.region).db, ctx.vault)
      const said =
        verified.status === 'ok'
          ? { status: 'ok' as const, count: verified.count }
          : { status: 'broken' as const, first_bad_seq: verified.firstBadSeq }
      return { object: 'manifest_verification' as const, ...said, livemode: true }
    },
  )
