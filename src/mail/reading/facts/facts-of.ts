import type { MailFacts, MailText } from '../mail-reading.ts'
import { codesIn, requestIdsIn } from './codes-in.ts'
import { correctionsIn } from './corrections-in.ts'
import { emailsIn } from './emails-in.ts'
import { businessesIn, namesIn } from './names-in.ts'
import { phonesIn } from './phones-in.ts'
import { placeIn } from './place-in.ts'

interface Addressed {
  /** The sender's address and those it was sent to. */
  readonly addresses: readonly string[]
  readonly to: readonly string[]
  readonly subject: string
  /** An answer that nobody wrote confirms nothing: it may hold our own code. */
  readonly isMachine: boolean
}

/** What a mail names. What it quotes and passes on says nothing of its sender, and is left out. */
export function factsOf({ fresh, signature }: MailText, { addresses, to, subject, isMachine }: Addressed): MailFacts {
  const written = `${fresh}\n\n${signature}`
  return {
    phones: phonesIn(written),
    emails: emailsIn(written, addresses),
    names: namesIn(fresh, signature),
    businesses: businessesIn(fresh),
    place: placeIn(written),
    corrections: correctionsIn(fresh),
    codes: isMachine ? [] : codesIn(fresh),
    requestIds: requestIdsIn([...to, subject, fresh]),
  }
}
