import type { campaignMembers } from '../../records/campaign-members/table.ts'
import type { campaigns } from '../../records/campaigns/table.ts'

export type CampaignRow = typeof campaigns.$inferSelect
export type MemberRow = typeof campaignMembers.$inferSelect

/** People in one campaign. */
export const MEMBERS_MAX = 100_000

/** The words of one channel, with `{fields}` in them. */
export interface Words {
  readonly text: string
}

/** The wording that WhatsApp has approved. Its parameters may have `{fields}`. */
export interface TemplateWords {
  readonly name: string
  readonly language: string
  readonly parameters: readonly string[]
}

/** The one time that a waitlist is offered. */
export interface OfferedSlot {
  readonly serviceId: string
  readonly resourceId: string
  readonly startsAtMs: number
  /** IANA, of the service. */
  readonly timeZone: string
}

/** What a campaign says, by channel. */
export interface CampaignContent {
  readonly language: 'en' | 'es'
  readonly sms?: Words
  readonly whatsapp?: Partial<Words> & { readonly template?: TemplateWords }
  /** Further words of the call, after it was said who calls and that no person does. */
  readonly voice?: Words
  readonly slot?: OfferedSlot
  /** Minutes that the people of one lot have for themselves, before the next are asked. */
  readonly lotMinutes?: number
}

/** Somebody who is to be contacted, as they are kept sealed. */
export interface Target {
  /** E.164. */
  readonly phone: string
  readonly fields: Readonly<Record<string, string>>
}

/** Where a member's target opens, and nowhere else. */
export const targetPlace = (memberId: string): string => `campaign_members|${memberId}|sealed_target`

export const contentOf = (row: CampaignRow): CampaignContent => row.content as unknown as CampaignContent
