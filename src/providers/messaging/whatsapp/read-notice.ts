import type { AccountNotice, MessagingEvent } from '../contract.ts'
import type { Change } from './envelope.ts'
import { fingerprint } from './fingerprint.ts'
import { idIn, objectIn, timeIn, wordOf, wordsIn, type Json } from './json-fields.ts'

/** How a field of the account is told: where it says what happened, what it is about, and what needs somebody. */
interface NoticeField {
  /** The member that says what happened. */
  readonly event?: string
  readonly subject?: string
  /** Events that somebody has to do something about. */
  readonly act?: readonly string[]
}

const TEMPLATE = 'message_template_name'
const NUMBER = 'display_phone_number'

/** Fields of the account and its numbers. What is no event in here is told as `changed`. */
const NOTICE_FIELDS: ReadonlyMap<string, NoticeField> = new Map<string, NoticeField>([
  [
    'account_update',
    {
      event: 'event',
      act: [
        'account_deleted',
        'account_restriction',
        'account_violation',
        'disabled_update',
        'partner_removed',
        'partner_app_uninstalled',
        'account_offboarded',
      ],
    },
  ],
  ['account_review_update', { event: 'decision', act: ['rejected'] }],
  ['account_alerts', { event: 'alert_type' }],
  ['account_settings_update', {}],
  ['business_capability_update', {}],
  ['business_status_update', { event: 'event', act: ['business_restriction', 'disabled'] }],
  ['message_template_status_update', { event: 'event', subject: TEMPLATE, act: ['rejected', 'disabled', 'paused'] }],
  ['message_template_quality_update', { event: 'new_quality_score', subject: TEMPLATE, act: ['red'] }],
  ['message_template_components_update', { subject: TEMPLATE }],
  ['template_category_update', { event: 'new_category', subject: TEMPLATE }],
  ['template_correct_category_detection', { subject: TEMPLATE }],
  ['phone_number_name_update', { event: 'decision', subject: NUMBER, act: ['rejected'] }],
  ['phone_number_quality_update', { event: 'event', subject: NUMBER, act: ['flagged', 'downgrade'] }],
  ['security', { event: 'event', subject: NUMBER, act: ['pin_reset_request', 'pin_changed', 'pin_reset_success'] }],
  ['partner_solutions', { event: 'event' }],
  ['payment_configuration_update', { event: 'status', subject: 'configuration_name' }],
])

export const isNotice = (field: string): boolean => NOTICE_FIELDS.has(field)

/** Something a person of the business should know. */
export function readNotice({ line, field, value, entry }: Change, nowMs: number): MessagingEvent {
  const { event: member, subject, act = [] } = NOTICE_FIELDS.get(field) ?? {}
  const told = field === 'account_alerts' ? { ...value, ...objectIn(value, 'alert_info') } : value
  const said = member === undefined ? undefined : told[member]
  const event = typeof said === 'string' ? wordOf(said) : 'changed'
  const needsAct = (act.includes(event) && !isLifted(value)) || told['alert_severity'] === 'CRITICAL'
  const notice: AccountNotice = {
    field,
    event,
    weight: needsAct ? 'act' : 'note',
    subject: subjectIn(value, subject),
    key: keyOf(field, entry, value),
    atMs: timeIn(entry, 'time') ?? nowMs,
  }
  return { type: 'notice', line, notice }
}

/** Names one notice: the same one told twice has the same name, and nothing in it is readable. */
export const keyOf = (field: string, entry: Json, value: unknown): string =>
  `${field}:${idIn(entry, 'id') ?? ''}:${idIn(entry, 'time') ?? ''}:${fingerprint(value)}`

/** A ban that ends comes by the same event as one that begins. */
const isLifted = (value: Json): boolean => objectIn(value, 'ban_info')['waba_ban_state'] === 'REINSTATE'

/** A template is one in each language, which is spelled in two ways: `order_confirmation:en_US`. */
function subjectIn(value: Json, member: string | undefined): string | null {
  const subject = member === undefined ? null : wordsIn(value, member, 512)
  const language = wordsIn(value, 'message_template_language', 16)?.replace('-', '_')
  return subject !== null && member === TEMPLATE && language ? `${subject}:${language}` : subject
}
