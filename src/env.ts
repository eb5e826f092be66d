import type { Diary } from './bookings/diary.ts'
import type { LiveCall } from './calls/live-call.ts'
import type { Whose } from './egress/may-leave.ts'
import type { Endpoint } from './events/endpoint.ts'
import type { Intake } from './messages/intake.ts'
import type { Thread } from './messages/thread.ts'
import type { Campaign } from './outreach/campaign/campaign-object.ts'
import type { Pace } from './outreach/dial/pace.ts'
import type { Identity } from './people/identity.ts'
import type { Region } from './records/region.ts'

/** A wake-up: the tenant has undelivered events. Ids only, because a queue has no jurisdiction. */
export interface Wake {
  readonly tenantId: string
  readonly region: Region
}

/** The bindings of wrangler.toml, and the settings of contract.md as they arrive: unparsed. */
export interface Env extends Partial<Readonly<Record<SettingName, string>>> {
  readonly DB: D1Database
  readonly DB_EU: D1Database
  readonly DB_US: D1Database
  readonly BLOBS: R2Bucket
  readonly BLOBS_EU: R2Bucket
  readonly BLOBS_US: R2Bucket
  readonly LIVE_CALLS: DurableObjectNamespace<LiveCall>
  readonly DIARIES: DurableObjectNamespace<Diary>
  readonly ENDPOINTS: DurableObjectNamespace<Endpoint>
  readonly IDENTITIES: DurableObjectNamespace<Identity>
  readonly THREADS: DurableObjectNamespace<Thread>
  readonly INTAKES: DurableObjectNamespace<Intake>
  readonly CAMPAIGNS: DurableObjectNamespace<Campaign>
  readonly PACES: DurableObjectNamespace<Pace>
  readonly WAKE: Queue<Wake>
  readonly API_LIMIT: RateLimit
  /** Of the site's forms. */
  readonly FORM_LIMIT: RateLimit
  /** The static files of a deployment. Absent where the Worker runs from its sources. */
  readonly ASSETS?: Fetcher
  /** Absent locally: it would reach for the network. */
  readonly AI?: Ai
  /** Sends mails. Absent where the gateway has no mail domain. */
  readonly EMAIL?: SendEmail
}

export type SettingName =
  | 'PLATFORM'
  | 'PUBLIC_URL'
  | 'MAIL_DOMAIN'
  | 'MAIL_READER'
  | 'MAIL_AUTHSERV_ID'
  | 'ROOT_KEY'
  | 'LOOKUP_PEPPERS'
  | 'ROOT_KEY_PREVIOUS'
  | 'SIGNING_KEYS_RETIRED'
  | 'OPERATOR_KEY'
  | 'OPERATOR_KEYS'
  | 'TWILIO_ACCOUNT_SID'
  | 'TWILIO_AUTH_TOKEN'
  | 'TWILIO_AUTH_TOKEN_SECONDARY'
  | 'TWILIO_API_URL'
  | 'META_APP_SECRET'
  | 'META_APP_SECRET_PREVIOUS'
  | 'META_VERIFY_TOKEN'
  | 'META_ACCESS_TOKEN'
  | 'WHATSAPP_API_URL'
  | 'WHATSAPP_API_VERSION'
  | 'LLM_PROVIDER'
  | 'OPENAI_API_KEY'
  | 'OPENAI_MODEL'
  | 'OPENAI_BASE_URL'
  | 'OPENAI_REALTIME_MODEL'
  | 'OPENAI_REALTIME_URL'
  | 'WORKERS_AI_MODEL'
  | 'TRANSCRIBE_PROVIDER'
  | 'OPENAI_TRANSCRIBE_MODEL'
  | 'WORKERS_AI_TRANSCRIBE_MODEL'

/** The plain strings in `env`. Providers get these, so none is ever handed a database. */
export type Secrets = Readonly<Record<string, string>>

/** Vendors that are reached through a binding. No store is among them, so providers may be handed these. */
export interface FarEnds {
  readonly ai: Ai | null
  /** Whose data goes there. Absent where it is nobody's, as when a setting is tried out. */
  readonly whose?: Whose
}

export const farEndsOf = ({ AI }: Pick<Env, 'AI'>, whose?: Whose): FarEnds => ({
  ai: AI ?? null,
  ...(whose !== undefined && { whose }),
})

/** Who sends mails, for the providers of that kind. */
export type MailFarEnd = Pick<Env, 'EMAIL'>

export function secretsOf(env: Env): Secrets {
  const known = secrets.get(env)
  if (known) return known
  const found = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  secrets.set(env, found)
  return found
}

/** Sorted out once: an isolate is handed the same bindings with every request. */
const secrets = new WeakMap<Env, Secrets>()
