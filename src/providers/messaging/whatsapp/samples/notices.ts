import type { AccountNotice, MessagingEvent } from '../../contract.ts'
import { ACCOUNT, deliveryOf, SAID_AT_MS, type DeliverySample } from './delivery-sample.ts'

type Json = Readonly<Record<string, unknown>>

const noticed = (field: string, event: string, told: Partial<AccountNotice> = {}): MessagingEvent => ({
  type: 'notice',
  line: ACCOUNT,
  notice: { field, event, weight: 'note', subject: null, key: '*', atMs: SAID_AT_MS, ...told },
})
const ACT = { weight: 'act' } as const
const template = (given: Json): Json => ({
  message_template_id: 1689556908129835,
  message_template_name: 'visit_reminder',
  message_template_language: 'en-US',
  ...given,
})
const REMINDER = { subject: 'visit_reminder:en_US' }
const NUMBER = { subject: '12125550110' }

const NOTICED: readonly (readonly [field: string, value: Json, event: MessagingEvent])[] = [
  ['account_update', { event: 'ACCOUNT_DELETED' }, noticed('account_update', 'account_deleted', ACT)],
  [
    'account_update',
    { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'ADULT' } },
    noticed('account_update', 'account_violation', ACT),
  ],
  [
    'account_update',
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [] },
    noticed('account_update', 'account_restriction', ACT),
  ],
  [
    'account_update',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } },
    noticed('account_update', 'disabled_update', ACT),
  ],
  [
    'account_update',
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
    noticed('account_update', 'disabled_update'),
  ],
  [
    'account_update',
    { event: 'PARTNER_REMOVED', disconnection_info: { reason: 'X' } },
    noticed('account_update', 'partner_removed', ACT),
  ],
  ['account_update', { event: 'PARTNER_ADDED' }, noticed('account_update', 'partner_added')],
  ['account_update', { event: 'ACCOUNT_RECONNECTED' }, noticed('account_update', 'account_reconnected')],
  ['account_update', {}, noticed('account_update', 'changed')],
  ['account_review_update', { decision: 'APPROVED' }, noticed('account_review_update', 'approved')],
  ['account_review_update', { decision: 'REJECTED' }, noticed('account_review_update', 'rejected', ACT)],
  [
    'account_alerts',
    { alert_type: 'OBA_APPROVED', alert_severity: 'INFORMATIONAL' },
    noticed('account_alerts', 'oba_approved'),
  ],
  [
    'account_alerts',
    { alert_info: { alert_type: 'NUMBER_AT_RISK', alert_severity: 'CRITICAL' } },
    noticed('account_alerts', 'number_at_risk', ACT),
  ],
  ['account_settings_update', { type: 'phone_number_settings' }, noticed('account_settings_update', 'changed')],
  [
    'business_capability_update',
    { max_daily_conversation_per_phone: 1000 },
    noticed('business_capability_update', 'changed'),
  ],
  ['business_status_update', { event: 'VERIFIED' }, noticed('business_status_update', 'verified')],
  [
    'message_template_status_update',
    template({ event: 'APPROVED', reason: 'NONE' }),
    noticed('message_template_status_update', 'approved', REMINDER),
  ],
  [
    'message_template_status_update',
    template({ event: 'REJECTED', reason: 'INVALID_FORMAT' }),
    noticed('message_template_status_update', 'rejected', { ...REMINDER, ...ACT }),
  ],
  [
    'message_template_status_update',
    template({ event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } }),
    noticed('message_template_status_update', 'paused', { ...REMINDER, ...ACT }),
  ],
  [
    'message_template_status_update',
    template({ event: 'DISABLED' }),
    noticed('message_template_status_update', 'disabled', { ...REMINDER, ...ACT }),
  ],
  [
    'message_template_quality_update',
    template({ previous_quality_score: 'GREEN', new_quality_score: 'YELLOW' }),
    noticed('message_template_quality_update', 'yellow', REMINDER),
  ],
  [
    'message_template_quality_update',
    template({ new_quality_score: 'RED' }),
    noticed('message_template_quality_update', 'red', { ...REMINDER, ...ACT }),
  ],
  [
    'message_template_components_update',
    template({ message_template_element: 'Hi' }),
    noticed('message_template_components_update', 'changed', REMINDER),
  ],
  [
    'template_category_update',
    template({ new_category: 'MARKETING' }),
    noticed('template_category_update', 'marketing', REMINDER),
  ],
  [
    'template_correct_category_detection',
    template({ category: 'UTILITY' }),
    noticed('template_correct_category_detection', 'changed', REMINDER),
  ],
  [
    'phone_number_name_update',
    { display_phone_number: '12125550110', decision: 'REJECTED' },
    noticed('phone_number_name_update', 'rejected', { ...NUMBER, ...ACT }),
  ],
  [
    'phone_number_quality_update',
    { display_phone_number: '12125550110', event: 'FLAGGED' },
    noticed('phone_number_quality_update', 'flagged', { ...NUMBER, ...ACT }),
  ],
  [
    'phone_number_quality_update',
    { display_phone_number: '12125550110', event: 'THROUGHPUT_UPGRADE' },
    noticed('phone_number_quality_update', 'throughput_upgrade', NUMBER),
  ],
  [
    'security',
    { display_phone_number: '12125550110', event: 'PIN_RESET_REQUEST' },
    noticed('security', 'pin_reset_request', { ...NUMBER, ...ACT }),
  ],
  ['partner_solutions', { event: 'SOLUTION_CREATED' }, noticed('partner_solutions', 'solution_created')],
  [
    'payment_configuration_update',
    { configuration_name: 'main', status: 'ACTIVE' },
    noticed('payment_configuration_update', 'active', { subject: 'main' }),
  ],
]

/** A delivery for each field of the account and its numbers, section 10 of the protocol. */
export const noticeSamples: readonly DeliverySample[] = NOTICED.map(([field, value, event]) => ({
  title: `${field}: ${JSON.stringify(value).slice(0, 60)}`,
  body: deliveryOf([{ field, value }], { time: SAID_AT_MS / 1000 }),
  lines: [ACCOUNT],
  events: [event],
}))
