import * as z from 'zod'
import { auditAct } from '../../audit/audit-act.ts'
import { inRegion } from '../../context.ts'
import { platformChain } from '../../incidents/incident.ts'
import { REGIONS } from '../../records/region.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import { beginTenantRotation, rotations, type Rotation } from '../../vault/rotations.ts'
import { renewKek } from '../../vault/tenant-kek.ts'
import { operatorResource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { found, time, Time, timeOrNull } from './shape.ts'

const KeyRotation = z
  .object({
    object: z.literal('key_rotation'),
    id: z.string().describe('`root`, or the business whose own key was renewed.'),
    region: z.enum(REGIONS),
    root: z.string().describe('Name of the root key that wraps now: no part of it.'),
    status: z.enum(['running', 'done']),
    rewrapped: z.int().describe('Keys of persons wrapped anew so far.'),
    resealed: z.int().describe('Secrets and texts of businesses sealed anew so far.'),
    closed: z.int().describe('What opens under no root key that is set: bring the missing one back.'),
    started_at: Time,
    done_at: Time.nullable().describe('Only when this is there in every region may the former root key go.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'KeyRotation' })

const keyRotation = (region: (typeof REGIONS)[number], rotation: Rotation) => ({
  object: 'key_rotation' as const,
  id: rotation.name,
  region,
  root: rotation.rootId,
  status: rotation.doneAtMs === null ? ('running' as const) : ('done' as const),
  rewrapped: rotation.rewrapped,
  resealed: rotation.resealed,
  closed: rotation.closed,
  started_at: time(rotation.startedAtMs),
  done_at: timeOrNull(rotation.doneAtMs),
  livemode: true,
})

/** How far keys have been replaced, for the operator. Mounted beside the businesses. */
export const keyRotations = operatorResource('key_rotations')
  .get(
    '/',
    {
      summary: 'How far a rotation of keys has come',
      description:
        'A new root key begins one in every region with the first sweep. The sweep of every ten minutes goes on with it.',
      scope: 'read',
      response: listOf(KeyRotation),
    },
    async ({ c }) => {
      const all = await Promise.all(
        REGIONS.map(async (region) => {
          const found = await rotations(inRegion(c.env, region).blobs)
          return found.map((rotation) => keyRotation(region, rotation))
        }),
      )
      return wholeList(all.flat())
    },
  )
  .post(
    '/:id',
    {
      summary: 'Renew the key of a business',
      description:
        'Keys of persons are wrapped with a new one from now on, and those there are wrapped anew by the sweep. What they seal stays as it is.',
      scope: 'write',
      response: listOf(KeyRotation),
      status: 202,
    },
    async ({ ctx, params, c }) => {
      const { region } = found(await findTenant(ctx.directory, params.id), 'business')
      const { blobs } = inRegion(c.env, region)
      await auditAct(platformChain(ctx), 'key.rotated', params.id, { atMs: ctx.nowMs })
      await renewKek(blobs, params.id)
      await beginTenantRotation(ctx.vault, blobs, params.id, ctx.nowMs)
      const its = (await rotations(blobs)).filter(({ name }) => name === params.id)
      return wholeList(its.map((rotation) => keyRotation(region, rotation)))
    },
  )
