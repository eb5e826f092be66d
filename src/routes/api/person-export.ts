import * as z from 'zod'
import { beginExport } from '../../privacy/export/begin-export.ts'
import { workExport } from '../../privacy/export/work-export.ts'
import { errorName, log } from '../../kernel/log.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { Id } from './shape.ts'

/** What is made at once; the rest is the sweep's, within a minute. */
const STEPS_AT_ONCE = 4

const Begun = z
  .object({ object: z.literal('export'), export_id: z.string(), status: z.enum(['making', 'ready', 'failed']) })
  .meta({ id: 'BegunExport' })

/** What is kept about a person, for them. Mounted beside the people themselves. */
export const personExport = resource('people').post(
  '/:id/export',
  {
    summary: 'Put together what is kept about a person',
    description:
      'Everything, in every category, as one archive: `export.json` for machines, `export.html` for people, recordings and ' +
      'files. What a record says of other people is masked. `GET /v1/exports/:id` says how far it is.',
    scope: 'privacy:write',
    body: z.strictObject({
      scope: z.enum(['all', 'categories']).default('all').describe('`categories`: only which kinds of data are kept.'),
      request_id: Id.optional().describe('The privacy request that this answers.'),
    }),
    response: Begun,
    status: 202,
    example: { scope: 'all' },
  },
  async ({ ctx, params, body, c }) => {
    const personId = await personIdNow(ctx, params.id)
    const wanted = { personId, requestId: body.request_id ?? null, scope: body.scope }
    const { exportId } = await beginExport(ctx, wanted)
    const rest = workExport(ctx, exportId, STEPS_AT_ONCE).catch((error: unknown) =>
      log.error('export.failed', { exportId, error: errorName(error) }),
    )
    c.executionCtx.waitUntil(rest)
    return { object: 'export' as const, export_id: exportId, status: 'making' as const }
  },
)
