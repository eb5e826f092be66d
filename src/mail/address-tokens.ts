import { PLATFORM } from '../privacy/request.ts'
import type { Vault } from '../vault/vault.ts'
import type { MailWords } from './outgoing-mail.ts'

/** An address as it is compared: as written, but for its case. Dots and plus-tags are part of it. */
export const plainAddress = (address: string): string => address.trim().toLowerCase()

/** The keyed hash of an address to the platform itself, whichever business it wrote to. */
export const addressTokenOf = (vault: Vault, address: string): Promise<string> =>
  vault.identityToken(PLATFORM, 'email', plainAddress(address))

export interface AddressTokens {
  readonly addressToken: string
  readonly domainToken: string
}

/** An address without what stands behind a plus: all of these are one mailbox to most of the world. */
const withoutTag = (plain: string): string => plain.replace(/\+.*(?=@[^@]*$)/, '')

/** What mails to an address are counted under. Nothing but the counting may read it: a tag more is a mailbox of its own elsewhere. */
export async function addressTokens(vault: Vault, address: string): Promise<AddressTokens> {
  const plain = withoutTag(plainAddress(address))
  return {
    addressToken: await addressTokenOf(vault, plain),
    domainToken: await vault.identityToken(PLATFORM, 'email', plain.slice(plain.lastIndexOf('@'))),
  }
}

interface Threaded extends Pick<MailWords, 'to' | 'inReplyTo' | 'references'> {
  readonly requestId?: string
  readonly ticketId?: string
  readonly onceKey: string
}

/** What a mail of ours belongs to: the request or ticket, else the first mail of its thread, else itself. */
export const threadTokenOf = (vault: Vault, mail: Threaded): Promise<string> =>
  vault.mac(
    'mail-thread',
    `${plainAddress(mail.to)}|${mail.requestId ?? mail.ticketId ?? mail.references?.[0] ?? mail.inReplyTo ?? mail.onceKey}`,
  )
