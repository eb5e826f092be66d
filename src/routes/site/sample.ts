import { resolved, type Components, type JsonSchema } from './json-schema.ts'

const DEPTH_MAX = 8
const TIME = '2026-12-01T15:30:00.000Z'

/** What a field of this name looks like, where its type does not say. Invented, all of it. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  name: 'Ann Lee',
  slug: 'bright-smile',
  email: 'ann@example.com',
  phone: '+12125550142',
  phone_number: '+12125550142',
  from: '+12125550142',
  to: '+12125550100',
  masked_phone: '+1 ••• ••• 0142',
  masked: 'ck_live_…x7Qz',
  key: 'ck_live_…',
  url: 'https://example.com/hooks/careline',
  time_zone: 'America/New_York',
  date: '2026-12-01',
  carrier: 'twilio',
  provider: 'twilio',
  line: '+12125550100',
  text: 'Your visit is tomorrow at ten.',
  display_number: '+1 212 555 0100',
}

const ID = '01k5m3x8q2v7w9y0z1a2b3c4d5'

/** What an id begins with, by the object that it names: `call_id` names a `call`, and so does the `id` of one. */
const ID_PREFIX: Readonly<Record<string, string>> = {
  agent: 'agt',
  blocked_caller: 'blk',
  booking: 'bkg',
  call: 'call',
  campaign: 'cmp',
  carrier_account: 'car',
  channel: 'chn',
  delivery: 'dlv',
  endpoint: 'we',
  event: 'evt',
  key: 'key',
  member: 'cmm',
  message: 'msg',
  moment: 'call',
  number: 'num',
  person: 'per',
  recording: 'rec',
  resource: 'res',
  service: 'svc',
  suppression: 'sup',
  task: 'task',
  tenant: 'ten',
  thread: 'thr',
  webhook_endpoint: 'we',
}

/** An example of what `schema` allows: its own where it has one, else one made of types, formats and field names. */
export function sampleOf(schema: JsonSchema, components: Components, name = '', depth = 0): unknown {
  const plain = resolved(schema, components)
  const told = [plain.examples?.[0], plain.const, plain.default, plain.enum?.[0]].find((value) => value !== undefined)
  if (told !== undefined) return told
  const [first] = plain.anyOf ?? plain.oneOf ?? plain.allOf ?? []
  if (first !== undefined) return sampleOf(first, components, name, depth)
  if (depth > DEPTH_MAX) return null
  return sampleOfType(plain, components, name, depth)
}

function sampleOfType(schema: JsonSchema, components: Components, name: string, depth: number): unknown {
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return sampleOfObject(schema, components, depth)
    case 'array':
      return (schema.prefixItems ?? (schema.items ? [schema.items] : [])).map((item) =>
        sampleOf(item, components, '', depth + 1),
      )
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return name === 'livemode'
    case 'string':
      return sampleOfText(schema, name)
    default:
      return null
  }
}

function sampleOfObject({ properties = {} }: JsonSchema, components: Components, depth: number): unknown {
  const what = properties['object']?.const
  const nameOf = (key: string): string => (key === 'id' && typeof what === 'string' ? `${what}_id` : key)
  return Object.fromEntries(
    Object.entries(properties).map(([key, field]) => [key, sampleOf(field, components, nameOf(key), depth + 1)]),
  )
}

function sampleOfText({ format }: JsonSchema, name: string): string {
  if (format === 'date-time' || name.endsWith('_at')) return TIME
  if (format === 'date') return '2026-12-01'
  if (format === 'email') return 'ann@example.com'
  if (format === 'uri') return 'https://example.com'
  const prefix = name.endsWith('_id') ? ID_PREFIX[name.slice(0, -'_id'.length)] : undefined
  if (prefix !== undefined) return `${prefix}_${ID}`
  const known = BY_NAME[name]
  return typeof known === 'string' ? known : '…'
}
