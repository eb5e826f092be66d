import * as z from 'zod'
import { REFUSAL_CODES, type ContactRefusalCode } from '../../consent/contact.ts'
import { whyNot } from '../../consent/refuse-contact.ts'
import type { contactDecisions } from '../../records/contact-decisions/table.ts'
import { ContactChannelField } from './contact-fields.ts'
import { time, Time, timeOrNull } from './shape.ts'

export const DecisionObject = z
  .object({
    object: z.literal('contact_decision'),
    id: z.string(),
    person_id: z.string().nullable(),
    channel: ContactChannelField,
    purpose: z.string(),
    allowed: z.boolean(),
    code: z.enum(REFUSAL_CODES).nullable().describe('The first reason why not; null when it is allowed.'),
    detail: z.string().nullable().describe('That reason in a sentence.'),
    rule_ids: z.array(z.string()).describe('The rules that said no; when it is allowed, those that were asked.'),
    zones: z.array(z.string()).describe('Where they may be: it had to be allowed in all of them.'),
    local_times: z.array(z.string()).describe('What time it is there, in the same order.'),
    next_allowed_at: Time.nullable().describe('When clock and caps would allow it; null when waiting does not help.'),
    inputs_hash: z.string().describe('SHA-256 of all that was looked at.'),
    waived_rule_ids: z.array(z.string()).describe('The rules that you went without, by a basis you had recorded then.'),
    policy_accepted_at: Time.nullable().describe('When you had accepted the policies that stood; null: you had not.'),
    baa_signed_at: Time.nullable().describe('When the business associate agreement was signed that stood then.'),
    dnc_as_of: Time.nullable().describe('When you had last looked at the do-not-call registry.'),
    rnd_as_of: Time.nullable().describe('When you had last looked at the reassigned numbers database.'),
    agreement_id: z.string().nullable().describe('The consent or attestation that it stood on.'),
    subject_id: z.string().nullable().describe('The call or message that was to begin; null where it was only asked.'),
    campaign_id: z.string().nullable(),
    decided_at: Time,
    livemode: z.boolean(),
  })
  .meta({ id: 'ContactDecision' })

type Row = typeof contactDecisions.$inferSelect

const codeOf = (code: string | null) => REFUSAL_CODES.find((one) => one === code) ?? null

const reasonOf = (code: ContactRefusalCode | null) => ({ code, detail: code === null ? null : whyNot(code) })

export const decisionObject = (row: Row) => ({
  object: 'contact_decision' as const,
  id: row.id,
  person_id: row.personId,
  channel: row.channel,
  purpose: row.purpose,
  allowed: row.allowed,
  ...reasonOf(codeOf(row.code)),
  rule_ids: row.ruleIds,
  zones: row.zones,
  local_times: row.localTimes,
  next_allowed_at: timeOrNull(row.nextAllowedAtMs),
  inputs_hash: row.inputsHash,
  waived_rule_ids: row.waived ?? [],
  policy_accepted_at: timeOrNull(row.policyAcceptedAtMs),
  baa_signed_at: timeOrNull(row.baaSignedAtMs),
  dnc_as_of: timeOrNull(row.dncAsOfMs),
  rnd_as_of: timeOrNull(row.rndAsOfMs),
  agreement_id: row.agreementId,
  subject_id: row.subjectId,
  campaign_id: row.campaignId,
  decided_at: time(row.decidedAtMs),
  livemode: row.livemode,
})
