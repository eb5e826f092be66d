import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { shownDisclosures } from '../../../egress/shown-disclosures.ts'
import { outgoingPlace, type MailWords } from '../../../mail/outgoing-mail.ts'
import { correctionPlace } from '../../correction-place.ts'
import { corrections } from '../../../records/corrections/table.ts'
import { disclosures } from '../../../records/disclosures/table.ts'
import { exports } from '../../../records/exports/table.ts'
import { holds } from '../../../records/holds/table.ts'
import { mails } from '../../../records/mails/table.ts'
import { minorFlags } from '../../../records/minor-flags/table.ts'
import { outgoingMails } from '../../../records/outgoing-mails/table.ts'
import { privacyRequests } from '../../../records/privacy-requests/table.ts'
import { findPersonKey } from '../../../vault/person-keys.ts'
import { open } from '../../../vault/seal.ts'
import { openDetails } from '../../request-details.ts'
import { mailFile } from '../file-names.ts'
import { listed, type ExportSource, type Section } from '../section.ts'
import { redacted } from '../third-parties.ts'

/** The ids of requests that are about somebody. */
const theirRequests = ({ ctx, personId }: ExportSource) =>
  ctx.db.select({ id: privacyRequests.id }).from(privacyRequests).where(eq(privacyRequests.personId, personId))

/** Mails that led to a request of theirs. */
export const theirMails = ({ personId }: Pick<ExportSource, 'personId'>): SQL =>
  sql`EXISTS (SELECT 1 FROM json_each(${mails.requestIds}) AS named JOIN ${privacyRequests} AS asked
    ON asked.id = named.value WHERE asked.person_id = ${personId})`

/** What is kept of rights that somebody used, and of what happened with their data. */
export const rightsSections: readonly Section[] = [
  listed<typeof privacyRequests.$inferSelect>({
    category: 'privacy_requests',
    table: privacyRequests,
    id: privacyRequests.id,
    whose: ({ personId }) => eq(privacyRequests.personId, personId),
    without: ['escalatedPercent'],
    opened: async ({ ctx, whose }, row) => ({ details: redacted(await openDetails(ctx, row), whose) }),
  }),
  listed<typeof mails.$inferSelect>({
    category: 'mails',
    table: mails,
    id: mails.id,
    whose: theirMails,
    without: ['attempts', 'claimedUntilMs'],
    opened: async (_, row) => ({ file: row.blobKey === null ? null : mailFile(row) }),
  }),
  listed<typeof outgoingMails.$inferSelect>({
    category: 'outgoing_mails',
    table: outgoingMails,
    id: outgoingMails.id,
    whose: (source) => inArray(outgoingMails.requestId, theirRequests(source)),
    without: ['onceKey', 'attempts', 'nextAttemptAtMs'],
    async opened({ ctx, whose }, { id, sealedMail }) {
      const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, id)
      const text =
        key === null || sealedMail === null ? null : await open(key, outgoingPlace(ctx.tenantId, id), sealedMail)
      if (text === null) return {}
      const { subject, text: words } = JSON.parse(text) as MailWords
      return redacted({ subject, text: words }, whose)
    },
  }),
  listed<typeof disclosures.$inferSelect>({
    category: 'disclosures',
    table: disclosures,
    id: disclosures.id,
    whose: ({ ctx, personId }) => and(eq(disclosures.personId, personId), shownDisclosures(ctx)),
  }),
  listed<typeof exports.$inferSelect>({
    category: 'exports',
    table: exports,
    id: exports.id,
    whose: ({ personId }) => eq(exports.personId, personId),
    without: ['progress', 'guesses'],
  }),
  listed<typeof corrections.$inferSelect>({
    category: 'corrections',
    table: corrections,
    id: corrections.id,
    whose: ({ personId }) => eq(corrections.personId, personId),
    async opened({ ctx, key }, { id, sealedFormer }) {
      return { former: sealedFormer === null ? null : await open(key, correctionPlace(ctx, id), sealedFormer) }
    },
  }),
  // Why something is held is the business's own, and may be under a seal of a court.
  listed<typeof holds.$inferSelect>({
    category: 'holds',
    table: holds,
    id: holds.id,
    whose: ({ personId }) => eq(holds.personId, personId),
    without: ['placedBy', 'releasedBy'],
  }),
  listed<typeof minorFlags.$inferSelect>({
    category: 'minor_flags',
    table: minorFlags,
    id: minorFlags.id,
    whose: ({ personId }) => eq(minorFlags.personId, personId),
  }),
]
