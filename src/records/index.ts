import { privacyRequestCategory } from './privacy-requests/category.ts'
import { mailCategory } from './mails/category.ts'
import { outgoingMailCategory } from './outgoing-mails/category.ts'
import { erasureCategory } from './erasures/category.ts'
import { holdCategory } from './holds/category.ts'
import { disclosureCategory } from './disclosures/category.ts'
import { exportCategory } from './exports/category.ts'
import { correctionCategory } from './corrections/category.ts'
import { ticketCategory } from './tickets/category.ts'
import { mailStopCategory } from './mail-stops/category.ts'
import { incidentCategory } from './incidents/category.ts'
import { legalProcessCategory } from './legal-processes/category.ts'
import { supportGrantCategory } from './support-grants/category.ts'
import { minorFlagCategory } from './minor-flags/category.ts'
import { policyAcceptanceCategory } from './policy-acceptances/category.ts'
import { auditCheckpointCategory } from './audit-checkpoints/category.ts'
import { vendorContractCategory } from './vendor-contracts/category.ts'
import { closureCategory } from './closures/category.ts'
import { accountCategory } from './accounts/category.ts'
import { agentCategory } from './agents/category.ts'
import { attestationCategory } from './attestations/category.ts'
import { auditCategory } from './audit/category.ts'
import { campaignMemberCategory } from './campaign-members/category.ts'
import { campaignCategory } from './campaigns/category.ts'
import { consentCategory } from './consents/category.ts'
import { contactDecisionCategory } from './contact-decisions/category.ts'
import { contactPreferenceCategory } from './contact-preferences/category.ts'
import { outreachSettingCategory } from './outreach-settings/category.ts'
import { apiKeyCategory } from './api-keys/category.ts'
import { bookingCategory } from './bookings/category.ts'
import { callCategory } from './calls/category.ts'
import { carrierAccountCategory } from './carrier-accounts/category.ts'
import { carrierDeletionCategory } from './carrier-deletions/category.ts'
import { catalogCategory } from './catalog/category.ts'
import { callerBlockCategory } from './caller-blocks/category.ts'
import type { Category, CategoryName } from './category.ts'
import { channelCategory } from './channels/category.ts'
import { counterCategory } from './counters/category.ts'
import { deidentifiedCategory } from './deidentified/category.ts'
import { eventCategory } from './events/category.ts'
import { idempotencyCategory } from './idempotency/category.ts'
import { lineTroubleCategory } from './line-troubles/category.ts'
import { manifestCategory } from './manifests/category.ts'
import { messageBodyCategory } from './message-bodies/category.ts'
import { messageMediaCategory } from './message-media/category.ts'
import { messageCategory } from './messages/category.ts'
import { numberCategory } from './numbers/category.ts'
import { personCategory } from './people/category.ts'
import { personKeyCategory } from './person-keys/category.ts'
import { recordingCategory } from './recordings/category.ts'
import { retentionSettingCategory } from './retention/category.ts'
import { suppressionCategory } from './suppressions/category.ts'
import { taskCategory } from './tasks/category.ts'
import { threadCategory } from './threads/category.ts'
import { transcriptCategory } from './transcripts/category.ts'
import { webhookEndpointCategory } from './webhook-endpoints/category.ts'

/** Everything we keep. A table or an R2 prefix that no category lists fails `test/categories.worker.test.ts`. */
export const categories: readonly Category[] = [
  recordingCategory,
  transcriptCategory,
  messageMediaCategory,
  messageBodyCategory,
  messageCategory,
  threadCategory,
  taskCategory,
  bookingCategory,
  callCategory,
  personCategory,
  personKeyCategory,
  contactPreferenceCategory,
  suppressionCategory,
  consentCategory,
  attestationCategory,
  contactDecisionCategory,
  campaignMemberCategory,
  campaignCategory,
  outreachSettingCategory,
  auditCategory,
  callerBlockCategory,
  eventCategory,
  idempotencyCategory,
  carrierDeletionCategory,
  counterCategory,
  accountCategory,
  apiKeyCategory,
  numberCategory,
  channelCategory,
  lineTroubleCategory,
  carrierAccountCategory,
  agentCategory,
  catalogCategory,
  webhookEndpointCategory,
  retentionSettingCategory,
  manifestCategory,
  deidentifiedCategory,
  privacyRequestCategory,
  mailCategory,
  outgoingMailCategory,
  erasureCategory,
  holdCategory,
  disclosureCategory,
  exportCategory,
  correctionCategory,
  ticketCategory,
  mailStopCategory,
  incidentCategory,
  legalProcessCategory,
  supportGrantCategory,
  minorFlagCategory,
  policyAcceptanceCategory,
  auditCheckpointCategory,
  vendorContractCategory,
  closureCategory,
]

/** The category of this name. Throws when it is not listed: a bug. */
export function categoryNamed(name: CategoryName): Category {
  const category = categories.find((candidate) => candidate.name === name)
  if (!category) throw new Error(`no category ${name}`)
  return category
}
