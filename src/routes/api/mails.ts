import { and, eq } from 'drizzle-orm'
import { mails as mailTable } from '../../records/mails/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { mailObject, MailObject, openedMail, OpenedMail } from './mail-object.ts'
import { resource } from './operation.ts'
import { listOf, listPage } from './page.ts'
import { MailQuery } from './mail-query.ts'
import { found } from './shape.ts'

export const mails = resource('mails')
  .get(
    '/',
    {
      summary: 'List mails',
      description:
        'What came to your own privacy address, and what became of it. Without words: get one mail to read it.',
      scope: 'read',
      query: MailQuery,
      response: listOf(MailObject),
    },
    ({ ctx, query }) => {
      const { status, fingerprint } = query
      const where = and(
        ownedBy(ctx, mailTable),
        status === undefined ? undefined : eq(mailTable.status, status),
        fingerprint === undefined ? undefined : eq(mailTable.dedupeHash, fingerprint),
      )
      return listPage({ db: ctx.db, table: mailTable, where, query }, mailObject)
    },
  )
  .get(
    '/:id',
    { summary: 'Get a mail', scope: 'read', reveals: 'content', response: OpenedMail },
    async ({ ctx, params }) => {
      const mine = and(ownedBy(ctx, mailTable), eq(mailTable.id, params.id))
      return openedMail(ctx, found(await ctx.db.select().from(mailTable).where(mine).get(), 'mail'))
    },
  )
