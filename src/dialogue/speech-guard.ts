import type { AgentDocument } from '../agents/agent-document.ts'
import { givesAdvice } from './speech-guard-advice.ts'
import { carriesCardNumber } from './speech-guard-cards.ts'
import { claimOf, type Claim } from './speech-guard-claims.ts'
import { claimsToBeHuman } from './speech-guard-identity.ts'
import { deniesRecording } from './speech-guard-recording.ts'
import { claimInSpanish } from './speech-guard-spanish.ts'
import { speechWords } from './speech-guard-words.ts'

/** What the conversation's ledger vouches for: that something of the kind was written, not how often. */
export interface SpeechFacts {
  readonly booked: boolean
  readonly moved: boolean
  readonly cancelled: boolean
  /** A message, a refill request or a call back was filed. Absent: none was. */
  readonly filed?: boolean
}

type SpeechRule = 'unbooked_claim' | 'false_identity' | 'advice' | 'card_number' | 'recording_denied'

/** `replacement` is said instead, or null when the sentence is simply dropped. */
export type SpeechVerdict =
  | { readonly allow: true }
  | { readonly allow: false; readonly rule: SpeechRule; readonly replacement: string | null }

const ALLOWED: SpeechVerdict = { allow: true }

const refuse = (rule: SpeechRule, replacement: string | null): SpeechVerdict => ({ allow: false, rule, replacement })

/**
 * Whether one whole sentence may be spoken.
 *
 * Whatever model wrote it: "you are booked" needs the ledger's entry, "I am a nurse" never leaves, and neither does a
 * dose, a diagnosis or a card number, nor that a call is not recorded which callers are told is. Offers, questions and
 * denials ("I haven't booked anything") pass. English and Spanish are judged in every call; what is said instead is in
 * `language`, that of the call.
 */
export function judgeSentence(
  sentence: string,
  document: AgentDocument,
  facts: SpeechFacts,
  language: string = document.languages.default,
): SpeechVerdict {
  const words = speechWords(language)
  if (carriesCardNumber(sentence)) return refuse('card_number', words.card)
  const plain = sentence
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/\b(dr|mr|mrs|ms)\./g, '$1')
  if (claimsToBeHuman(plain)) return refuse('false_identity', words.identity(document.business))
  if (givesAdvice(plain, document)) return refuse('advice', words.advice)
  if (deniesRecording(plain, document)) return refuse('recording_denied', words.recording)
  const claim = claimOf(plain) ?? claimInSpanish(plain)
  return claim === null || backs(facts, claim) ? ALLOWED : refuse('unbooked_claim', words.truths[claim])
}

function backs({ booked, moved, cancelled, filed = false }: SpeechFacts, claim: Claim): boolean {
  switch (claim) {
    case 'booked':
      return booked || moved
    case 'moved':
      return moved
    case 'cancelled':
      return cancelled
    case 'filed':
      return filed
    case 'done':
      return booked || moved || cancelled || filed
  }
}
