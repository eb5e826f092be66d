import { entryPage, ListedEntries, AuditQuery, Verification, verified, VerifyQuery } from './audit.ts'
import { operatorResource } from './operation.ts'
import { platformContext } from './tenant-context.ts'

/** What operators did, for the operators: the same chain as a business has, of the platform's own. */
export const platformAudit = operatorResource('platform_audit')
  .get(
    '/',
    {
      summary: 'Read what operators decided, changed and looked at',
      description:
        'Newest first. `operator:NAME` is whose key it was; `operator` is `OPERATOR_KEY`, which is nobody’s own. What was done in a business is in its chain.',
      scope: 'read',
      query: AuditQuery,
      response: ListedEntries,
    },
    ({ ctx, query, c }) => entryPage(platformContext(c, ctx), query),
  )
  .get(
    '/verify',
    {
      summary: 'Check the platform’s own chain',
      scope: 'read',
      query: VerifyQuery,
      response: Verification,
    },
    ({ ctx, query, c }) => verified(platformContext(c, ctx), query),
  )
