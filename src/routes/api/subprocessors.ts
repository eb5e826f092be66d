import * as z from 'zod'
import { agreedVendors, agreedWith, setContract } from '../../egress/set-contract.ts'
import { VENDOR_NAMES, vendorNamed } from '../../egress/register.ts'
import { subprocessorObject } from '../subprocessor-object.ts'
import { operatorResource, resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { found, Instant, oneWrong, Time } from './shape.ts'

const CONTRACTS = ['none', 'dpa', 'dpa_scc'] as const
const REGIONS_MAX = 20

const SubprocessorObject = z
  .object({
    object: z.literal('subprocessor'),
    id: z.string(),
    company: z.string(),
    what: z.string(),
    hosts: z
      .array(z.string())
      .describe('Where requests of ours go: these and what is below them. None: reached by no request.'),
    purposes: z
      .array(z.object({ purpose: z.string(), fields: z.array(z.string()) }))
      .describe('What it is asked for, and what of a person that needs at most.'),
    regions: z.array(z.string()).describe('Where it works.'),
    contract: z.enum(CONTRACTS).describe('`dpa_scc`: with the EU’s standard contractual clauses.'),
    baa: z.boolean().describe('Whether there is a business associate agreement.'),
    zero_retention: z.boolean().describe('Whether it keeps nothing of what it is sent.'),
    reviewed_at: Time.nullable(),
    review_due_at: Time.nullable(),
  })
  .meta({ id: 'Subprocessor' })

export const subprocessors = resource('subprocessors').get(
  '/',
  {
    summary: 'List subprocessors',
    description:
      'Every vendor that anything of yours can reach. Nothing leaves to anybody else: a host that is not listed is not asked. The same is public at `/subprocessors`.',
    scope: 'read',
    response: listOf(SubprocessorObject),
  },
  async ({ ctx }) => wholeList((await agreedVendors(ctx.directory)).map(subprocessorObject)),
)

const Agreed = z.strictObject({
  contract: z.enum(CONTRACTS),
  baa: z.boolean(),
  zero_retention: z.boolean().default(false),
  regions: z
    .array(z.string().regex(/^[a-z]{2,10}$/, 'must be a region such as eu'))
    .min(1)
    .max(REGIONS_MAX),
  reviewed_at: Instant.nullable().default(null),
  review_due_at: Instant.describe('When it is looked at again. After that it is closed to new businesses.'),
})

/** What is agreed with vendors, for the operator. */
export const vendors = operatorResource('vendors')
  .get('/', { summary: 'List vendors', scope: 'read', response: listOf(SubprocessorObject) }, async ({ ctx }) =>
    wholeList((await agreedVendors(ctx.directory)).map(subprocessorObject)),
  )
  .put(
    '/:id',
    {
      summary: 'Say what is agreed with a vendor',
      description:
        'In place of its standard terms. Without a contract nothing about anybody goes there, without a business associate agreement nothing of health care. It holds everywhere within some seconds.',
      scope: 'write',
      params: z.object({ id: z.string() }),
      body: Agreed,
      response: SubprocessorObject,
      example: {
        contract: 'dpa_scc',
        baa: true,
        regions: ['us'],
        reviewed_at: '2026-03-02',
        review_due_at: '2027-03-02',
      },
    },
    async ({ ctx, params, body }) => {
      const vendor = found(vendorNamed(params.id), `vendor: there are ${VENDOR_NAMES.join(', ')}`)
      const { zero_retention: zeroRetention, reviewed_at: reviewedAtMs, review_due_at: reviewDueAtMs, ...rest } = body
      if (reviewedAtMs !== null && reviewedAtMs > ctx.nowMs)
        throw oneWrong('/reviewed_at', 'future', 'This has not been yet.')
      await setContract(ctx, vendor.name, { ...rest, zeroRetention, reviewedAtMs, reviewDueAtMs })
      return subprocessorObject(await agreedWith(ctx.directory, vendor))
    },
  )
