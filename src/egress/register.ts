import type { EgressField, EgressPurpose } from './purpose.ts'

/** What is agreed with a vendor. */
export interface Contract {
  /** `dpa_scc`: with the standard clauses, which carry data of the EU elsewhere. */
  readonly contract: 'none' | 'dpa' | 'dpa_scc'
  /** A business associate agreement: nothing of a health-care business goes to a vendor without one. */
  readonly baa: boolean
  /** What was sent is not kept there. */
  readonly zeroRetention: boolean
  /** Where it is worked on. */
  readonly regions: readonly string[]
  readonly reviewedAtMs: number | null
  /** When it is to be looked at again. Null until the operator says so. */
  readonly reviewDueAtMs: number | null
}

/** A vendor that something may go to. */
export interface Vendor {
  readonly name: VendorName
  readonly company: string
  /** One sentence for the public page. */
  readonly what: string
  /** Its own hosts: itself and everything below it. */
  readonly hosts: readonly string[]
  /** Settings that say where it is instead. Their hosts count as its own. */
  readonly settings: readonly string[]
  /** What it is asked for, and which fields that needs at most. */
  readonly purposes: Readonly<Partial<Record<EgressPurpose, readonly EgressField[]>>>
  /** What its own standard terms agree to, until the operator says what was signed. */
  readonly terms: Contract
}

export const VENDOR_NAMES = ['cloudflare', 'twilio', 'meta', 'openai'] as const
export type VendorName = (typeof VENDOR_NAMES)[number]

const STANDARD = {
  contract: 'dpa_scc',
  baa: false,
  zeroRetention: false,
  reviewedAtMs: null,
  reviewDueAtMs: null,
} as const

/** Everybody whom anything of ours or of a business reaches, besides the business itself. Whoever is not here is not asked. */
export const VENDORS: readonly Vendor[] = [
  {
    name: 'cloudflare',
    company: 'Cloudflare, Inc.',
    what: 'Runs the gateway and stores all it keeps; its own models talk, listen and write down where a business chose them.',
    // Reached by bindings, never by a request of ours.
    hosts: [],
    settings: [],
    purposes: {
      host: ['phone', 'user_id', 'voice', 'spoken_words', 'written_words', 'files', 'appointment', 'ids', 'email'],
      converse: ['spoken_words', 'written_words', 'appointment'],
      speak: ['voice', 'spoken_words'],
      transcribe: ['voice'],
      mail: ['email', 'written_words', 'ids'],
    },
    terms: { ...STANDARD, regions: ['eu', 'us', 'global'] },
  },
  {
    name: 'twilio',
    company: 'Twilio Inc.',
    what: 'Carries calls, text messages and recordings between telephones and the gateway.',
    hosts: ['twilio.com', 'twiliocdn.com'],
    settings: ['TWILIO_API_URL'],
    purposes: {
      carry_calls: ['phone', 'voice', 'spoken_words'],
      deliver_messages: ['phone', 'user_id', 'written_words', 'files', 'ids'],
      configure: [],
      delete: ['ids'],
    },
    terms: { ...STANDARD, regions: ['us'] },
  },
  {
    name: 'meta',
    company: 'Meta Platforms, Inc.',
    what: 'Carries WhatsApp messages between people and the gateway.',
    hosts: ['graph.facebook.com', 'lookaside.fbsbx.com', 'whatsapp.net'],
    settings: ['WHATSAPP_API_URL'],
    purposes: {
      deliver_messages: ['phone', 'user_id', 'written_words', 'files', 'ids'],
      configure: [],
    },
    terms: { ...STANDARD, regions: ['eu', 'us'] },
  },
  {
    name: 'openai',
    company: 'OpenAI OpCo, LLC',
    what: 'Its models talk, listen and write down where a business chose them.',
    hosts: ['api.openai.com'],
    settings: ['OPENAI_BASE_URL', 'OPENAI_REALTIME_URL'],
    purposes: {
      converse: ['spoken_words', 'written_words', 'appointment'],
      speak: ['voice', 'spoken_words'],
      transcribe: ['voice'],
    },
    terms: { ...STANDARD, regions: ['us'] },
  },
]

export const vendorNamed = (name: string): Vendor | undefined => VENDORS.find((vendor) => vendor.name === name)

/** The vendor behind a model, a voice or a transcriber of this name; null for what runs in the gateway itself. */
export function vendorOfProvider(provider: string): VendorName | null {
  if (provider.startsWith('openai')) return 'openai'
  if (provider === 'workers-ai') return 'cloudflare'
  if (provider === 'whatsapp') return 'meta'
  return provider === 'twilio' ? 'twilio' : null
}
