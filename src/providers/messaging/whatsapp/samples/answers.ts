import { sampleOfSaid, type DeliverySample, type Said } from './delivery-sample.ts'

const interactive = (type: string, answer: unknown) => ({
  context: { from: '12125550110', id: 'wamid.Q1' },
  type: 'interactive',
  interactive: { type, [type]: answer },
})
const ANSWERS = { repliesTo: 'wamid.Q1' }

const SAID: readonly Said[] = [
  [
    'reply button',
    interactive('button_reply', { id: 'yes', title: 'Yes' }),
    { type: 'choice', via: 'button', id: 'yes', title: 'Yes' },
    ANSWERS,
  ],
  [
    'list row',
    interactive('list_reply', { id: 'slot-1', title: 'Fri 9:00', description: 'Dr. Fox' }),
    { type: 'choice', via: 'list', id: 'slot-1', title: 'Fri 9:00' },
    ANSWERS,
  ],
  [
    'form',
    interactive('nfm_reply', { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","rating":"2"}' }),
    { type: 'form', values: { flow_token: 't', rating: '2' }, raw: '{"flow_token":"t","rating":"2"}' },
    ANSWERS,
  ],
  [
    'form that is a list',
    interactive('nfm_reply', { response_json: '[1]' }),
    { type: 'form', values: null, raw: '[1]' },
    ANSWERS,
  ],
  [
    'form that is no JSON',
    interactive('nfm_reply', { response_json: 'oh' }),
    { type: 'form', values: null, raw: 'oh' },
    ANSWERS,
  ],
  [
    'leave to ring them for a week',
    interactive('call_permission_reply', {
      response: 'accept',
      is_permanent: false,
      expiration_timestamp: 1764404800,
      response_source: 'user_action',
    }),
    { type: 'call_permission', granted: true, permanent: false, expiresAtMs: 1_764_404_800_000 },
    ANSWERS,
  ],
  [
    'leave to ring them for good',
    interactive('call_permission_reply', { response: 'accept', is_permanent: true }),
    { type: 'call_permission', granted: true, permanent: true, expiresAtMs: null },
    ANSWERS,
  ],
  [
    'no leave to ring them',
    {
      type: 'interactive',
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: { response: 'reject', response_source: 'automatic' },
      },
    },
    { type: 'call_permission', granted: false, permanent: false, expiresAtMs: null },
  ],
  [
    'an answer with nothing in it, and an error beside',
    { context: { id: 'wamid.Q1' }, type: 'interactive' },
    { type: 'unsupported', what: 'interactive', code: 131000 },
    ANSWERS,
    { errors: [{ code: 131000, title: 'Something went wrong' }] },
  ],
  [
    'an answer nobody knows',
    interactive('address_message', { values: {} }),
    { type: 'unknown', what: 'address_message' },
    ANSWERS,
  ],
  [
    'button of a template',
    { type: 'button', button: { payload: 'confirm', text: 'Confirm' } },
    { type: 'choice', via: 'template', id: 'confirm', title: 'Confirm' },
  ],
  [
    'button of a template without payload',
    { type: 'button', button: { text: 'Stop' } },
    { type: 'choice', via: 'template', id: 'Stop', title: 'Stop' },
  ],
  [
    'reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.Q1', emoji: '😮' } },
    { type: 'reaction', emoji: '😮', to: 'wamid.Q1' },
  ],
  [
    'reaction taken back',
    { type: 'reaction', reaction: { message_id: 'wamid.Q1', emoji: '' } },
    { type: 'reaction', emoji: null, to: 'wamid.Q1' },
  ],
  [
    'reaction taken back, without a word',
    { type: 'reaction', reaction: { message_id: 'wamid.Q1' } },
    { type: 'reaction', emoji: null, to: 'wamid.Q1' },
  ],
]

/** A delivery for every way in which a person answers. */
export const answerSamples: readonly DeliverySample[] = SAID.map(sampleOfSaid)
