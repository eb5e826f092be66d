import * as z from 'zod'
import { consentText } from '../../consent/record-consent.ts'
import { evidenceHash } from '../../consent/consent-evidence.ts'
import { standingAgreements, type ConsentRow } from '../../consent/standing-agreements.ts'
import type { Ctx } from '../../context.ts'
import { sha256Hex } from '../../kernel/digest.ts'
import { consents } from '../../records/consents/table.ts'
import { time, Time } from './shape.ts'

export const ListedConsent = z
  .object({
    object: z.literal('consent'),
    id: z.string(),
    person_id: z.string(),
    action: z.enum(consents.action.enumValues).describe('`revoked`: a row that takes back.'),
    level: z.enum(consents.level.enumValues),
    purposes: z.array(z.string()),
    channels: z.array(z.string()),
    text_sha256: z.string().nullable(),
    text_version: z.string().nullable(),
    source: z.string(),
    signature: z.enum(consents.signature.enumValues),
    captured_at: Time,
    time_zone: z.string().nullable(),
    evidence_hash: z.string().describe('SHA-256 over what this row says.'),
    recorded_by: z.string(),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'ListedConsent' })

export const ConsentObject = z
  .object({
    ...ListedConsent.shape,
    text: z.string().nullable().describe('As it was shown, word for word; null for a revocation.'),
    standing: z
      .array(z.object({ purposes: z.array(z.string()), channels: z.array(z.string()) }))
      .describe('What of it has not been taken back.'),
    intact: z.boolean().describe('Whether the row still comes to its own hashes.'),
  })
  .meta({ id: 'Consent' })

export const listedConsent = (row: ConsentRow) => ({
  object: 'consent' as const,
  id: row.id,
  person_id: row.personId,
  action: row.action,
  level: row.level,
  purposes: row.purposes,
  channels: row.channels,
  text_sha256: row.textSha256,
  text_version: row.textVersion,
  source: row.source,
  signature: row.signature,
  captured_at: time(row.capturedAtMs),
  time_zone: row.timeZone,
  evidence_hash: row.evidenceHash,
  recorded_by: row.recordedBy,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
})

export async function consentObject(ctx: Ctx, row: ConsentRow) {
  const text = await consentText(ctx, row)
  const standing = row.action === 'granted' ? await standingAgreements(ctx, row.personId) : []
  const isSameText = row.sealedText === null || (text !== null && (await sha256Hex(text)) === row.textSha256)
  return {
    ...listedConsent(row),
    text,
    standing: standing.filter(({ id }) => id === row.id).map(({ purposes, channels }) => ({ purposes, channels })),
    intact: isSameText && (await evidenceHash(row)) === row.evidenceHash,
  }
}
