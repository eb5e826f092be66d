import { and, eq } from 'drizzle-orm'
import { mailCtx, PLATFORM_OWNER } from '../../mail/mail-world.ts'
import { PLATFORM } from '../../privacy/request.ts'
import { mails } from '../../records/mails/table.ts'
import { mailWorldOf } from '../mail-door.ts'
import type { ApiContext } from './api-env.ts'
import { mailObject, MailObject, openedMail, OpenedMail } from './mail-object.ts'
import { MailQuery } from './mail-query.ts'
import { operatorResource } from './operation.ts'
import { listOf, listPage } from './page.ts'
import { found } from './shape.ts'

const platformOf = (c: ApiContext) => mailCtx(mailWorldOf(c.env, c.get('nowMs')), PLATFORM_OWNER)

const isOurs = eq(mails.tenantId, PLATFORM)

/** What came to the platform's own addresses: `privacy@`, `support@`, `general@`. */
export const inbox = operatorResource('inbox')
  .get(
    '/',
    {
      summary: 'List the platform’s mails',
      description: 'What came to privacy@, support@ and general@, and what became of it. Without words.',
      scope: 'read',
      query: MailQuery,
      response: listOf(MailObject),
    },
    ({ query, c }) => {
      const { status, fingerprint } = query
      const where = and(
        isOurs,
        status === undefined ? undefined : eq(mails.status, status),
        fingerprint === undefined ? undefined : eq(mails.dedupeHash, fingerprint),
      )
      return listPage({ db: platformOf(c).db, table: mails, where, query }, mailObject)
    },
  )
  .get(
    '/:id',
    { summary: 'Get a mail of the platform', scope: 'read', reveals: 'content', response: OpenedMail },
    async ({ params, c }) => {
      const ctx = platformOf(c)
      const row = await ctx.db
        .select()
        .from(mails)
        .where(and(isOurs, eq(mails.id, params.id)))
        .get()
      return openedMail(ctx, found(row, 'mail'))
    },
  )
