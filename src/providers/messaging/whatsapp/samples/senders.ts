import type { IdentityChange, Sender } from '../../../../messages/message.ts'
import { ANNS_CONTACT, changeOf, messageOf, sampleOf, SENT, type DeliverySample } from './delivery-sample.ts'

type Json = Readonly<Record<string, unknown>>

const PHONE = '+12125550142'
const BSUID = 'US.13491208655302741918'
const NAMED = { profile: { name: 'Ann Lee', username: 'ann' } }
const ANN: Sender = { phone: null, userId: null, name: 'Ann Lee', username: 'ann' }
const SOMEBODY: Sender = { phone: null, userId: null, name: null, username: null }

/** Every way in which section 8 lets a person be named, or not. */
const NAMED_AS: readonly (readonly [
  title: string,
  contacts: readonly Json[] | undefined,
  message: Json,
  sender: Sender,
])[] = [
  ['by number alone', undefined, { from: '12125550142' }, { ...SOMEBODY, phone: PHONE }],
  [
    'by number and BSUID',
    [{ ...NAMED, wa_id: '12125550142' }],
    { from: '12125550142', from_user_id: BSUID },
    { ...ANN, phone: PHONE, userId: BSUID },
  ],
  [
    'by number, with the BSUID in the contact',
    [{ ...NAMED, wa_id: '12125550142', user_id: BSUID }],
    { from: '12125550142' },
    { ...ANN, phone: PHONE, userId: BSUID },
  ],
  [
    'by BSUID alone',
    [{ ...NAMED, user_id: BSUID }],
    { from: undefined, from_user_id: BSUID },
    { ...ANN, userId: BSUID },
  ],
  ['by BSUID in the contact alone', [{ ...NAMED, user_id: BSUID }], { from: undefined }, { ...ANN, userId: BSUID }],
  [
    'by BSUID, with the number in the contact',
    [{ ...NAMED, user_id: BSUID, wa_id: '12125550142' }],
    { from: undefined, from_user_id: BSUID },
    { ...ANN, phone: PHONE, userId: BSUID },
  ],
  ['by a BSUID where a number should be', [{ ...NAMED, wa_id: BSUID }], { from: BSUID }, { ...ANN, userId: BSUID }],
  [
    'by the id of a portfolio',
    undefined,
    { from: undefined, from_user_id: 'US.ENT.11815799212886844830' },
    { ...SOMEBODY, userId: 'US.ENT.11815799212886844830' },
  ],
  [
    'by a username with an @',
    [{ profile: { username: '@ann' }, user_id: BSUID }],
    { from: undefined, from_user_id: BSUID },
    { ...SOMEBODY, userId: BSUID, username: 'ann' },
  ],
  ['by an id of no known shape', [{ user_id: 'BSUID_123' }], { from: undefined }, { ...SOMEBODY, userId: 'BSUID_123' }],
  [
    'by a number, with an id of no known shape',
    undefined,
    { from: '12125550142', from_user_id: 'unknown' },
    { ...SOMEBODY, phone: PHONE },
  ],
  ['by nothing at all', undefined, { from: undefined }, SOMEBODY],
  ['by an id that is no text', undefined, { from: { a: 1 }, from_user_id: ['x'] }, SOMEBODY],
  ['by a number that is a number', undefined, { from: 12125550142 }, { ...SOMEBODY, phone: PHONE }],
  ['by a Mexican number with its old 1', undefined, { from: '5215512345678' }, { ...SOMEBODY, phone: '+525512345678' }],
  [
    'by a Brazilian number without its 9',
    undefined,
    { from: '551187654321' },
    { ...SOMEBODY, phone: '+5511987654321' },
  ],
  [
    'beside a contact who is somebody else',
    [{ ...NAMED, wa_id: '12125550143', user_id: BSUID }],
    { from: '12125550142' },
    { ...SOMEBODY, phone: PHONE },
  ],
  [
    'among several contacts',
    [
      { profile: { name: 'Bea Ray' }, wa_id: '12125550143' },
      { ...NAMED, wa_id: '12125550142', user_id: BSUID },
    ],
    { from: '12125550142' },
    { ...ANN, phone: PHONE, userId: BSUID },
  ],
  [
    'by nothing, among several contacts',
    [{ wa_id: '12125550143' }, { wa_id: '12125550142' }],
    { from: undefined },
    SOMEBODY,
  ],
]

const NEW_BSUID = 'US.99991208655302749999'

/** What WhatsApp says of a person's number and id. */
const CHANGED: readonly (readonly [title: string, message: Json, change: IdentityChange | null, sender: Sender])[] = [
  [
    'another number, and with it another id',
    {
      ...SENT,
      system: {
        type: 'user_changed_number',
        body: 'Ann changed',
        wa_id: '12125550149',
        user_id: NEW_BSUID,
        previous_user_id: BSUID,
      },
    },
    { was: { phone: PHONE, userId: BSUID }, is: { phone: '+12125550149', userId: NEW_BSUID } },
    { ...SOMEBODY, phone: PHONE },
  ],
  [
    'another number, as it used to be told',
    { ...SENT, system: { type: 'user_changed_number', new_wa_id: '12125550149' } },
    { was: { phone: PHONE, userId: null }, is: { phone: '+12125550149', userId: null } },
    { ...SOMEBODY, phone: PHONE },
  ],
  [
    'another id, and no number',
    {
      ...SENT,
      from: undefined,
      system: {
        type: 'user_changed_user_id',
        user_id: NEW_BSUID,
        previous_user_id: BSUID,
        previous_parent_user_id: 'US.ENT.1',
      },
    },
    { was: { phone: null, userId: BSUID }, is: { phone: null, userId: NEW_BSUID } },
    { ...SOMEBODY, userId: BSUID },
  ],
  [
    'another phone behind the same number',
    { ...SENT, identity: { hash: 'x' }, system: { type: 'customer_identity_changed' } },
    null,
    { ...SOMEBODY, phone: PHONE },
  ],
  ['a change to nobody', { ...SENT, system: { type: 'user_changed_number' } }, null, { ...SOMEBODY, phone: PHONE }],
]

export const senderSamples: readonly DeliverySample[] = [
  ...NAMED_AS.map(([title, contacts, from, sender]) =>
    sampleOf(
      `somebody named ${title}`,
      changeOf({ contacts, messages: [{ ...SENT, type: 'text', text: { body: 'hi' }, ...from }] }),
      messageOf({ type: 'text', text: 'hi' }, { sender }),
    ),
  ),
  ...CHANGED.map(([title, message, change, sender]) =>
    sampleOf(
      title,
      changeOf({ messages: [{ ...message, type: 'system' }] }),
      messageOf({ type: 'identity_changed', change }, { sender }),
    ),
  ),
  sampleOf(
    'what the system says tomorrow',
    changeOf({ contacts: [ANNS_CONTACT], messages: [{ ...SENT, type: 'system', system: { type: 'user_waved' } }] }),
    messageOf({ type: 'unknown', what: 'system.user_waved' }),
  ),
]
