import { cloudflareMail } from './cloudflare/index.ts'
import type { MailProvider } from './contract.ts'

/** Who sends our mails: the first whose binding is there. A new one is a folder here and a line in this list. */
export const mailProviders: readonly MailProvider[] = [cloudflareMail]
