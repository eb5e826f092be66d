import type { AgentDocument } from '../agents/agent-document.ts'
import { carriesCardNumber } from './speech-guard-cards.ts'
import { claimOf, type Claim } from './speech-guard-claims.ts'
import { deniesRecording } from './speech-guard-recording.ts'
import { claimInSpanish, claimsToBeHumanInSpanish } from './speech-guard-spanish.ts'

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

const TRUTHS: Readonly<Record<Claim, string>> = {
  booked: "I haven't booked anything yet.",
  moved: "I haven't moved anything yet.",
  cancelled: "I haven't cancelled anything yet.",
  filed: "I haven't passed anything on yet.",
  done: "I haven't booked anything yet.",
}

const RECORDING = 'About recording, what you were told on this call holds.'

/**
 * Whether one whole sentence may be spoken.
 *
 * Whatever model wrote it: "you are booked" needs the ledger's entry, "I am a nurse" never leaves, and neither does a
 * dose, a diagnosis or a card number, nor that a call is not recorded which callers are told is. Offers, questions and denials ("I haven't booked anything") pass.
 */
export function judgeSentence(sentence: string, document: AgentDocument, facts: SpeechFacts): SpeechVerdict {
  if (carriesCardNumber(sentence)) {
    return refuse('card_number', 'For your safety, please do not give card numbers on this line.')
  }
  const plain = sentence
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/\b(dr|mr|mrs|ms)\./g, '$1')
  if (claimsToBeHuman(plain)) return refuse('false_identity', `I'm an AI assistant for ${document.business}.`)
  if (givesAdvice(plain, document)) {
    return refuse('advice', "I can't give medical advice, but I can book a visit or take a message for our team.")
  }
  if (deniesRecording(plain, document)) return refuse('recording_denied', RECORDING)
  const claim = claimOf(plain) ?? claimInSpanish(plain)
  return claim === null || backs(facts, claim) ? ALLOWED : refuse('unbooked_claim', TRUTHS[claim])
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

const BE =
  "(?:i am|i'm|i'm actually|i am actually|yes,? i'm|you're (?:talking|speaking) (?:to|with)|you are (?:talking|speaking) (?:to|with)|this is|speaking as|as)"
const SORT =
  '(?:(?:a|an|the|your|one of the|one of our|just|actually|definitely|indeed|also|in fact|of course|absolutely|truly|real|live|actual|registered|licensed|certified|qualified|human|trained|board-certified|practicing|medical|dental|fellow) )+'
const KIND =
  '(?:human(?: being)?s?|(?:real |live |actual )?person|people|nurses?(?: practitioner)?|doctors?|physicians?|dentists?|hygienists?|pharmacists?|clinicians?|therapists?|paramedics?|lawyer|attorney|surgeon|receptionist|medical professional|health(?:care)? professional|professional|man|woman|guy|girl|lady|member of staff|staff member|employee)'

const IDENTITIES = [
  new RegExp(`\\b${BE} (?!not\\b)${SORT}${KIND}\\b`),
  new RegExp(
    `\\b(?:i am|i'm) (?:human|licensed|a licensed|board[- ]certified|medically trained|flesh and blood|not (?:an? |any )?(?:ai|a\\.i\\.|robot|bot|machine|computer|automated|artificial|virtual|recording|program|chatbot))`,
  ),
  /\b(?:this is not|this isn't|you're not (?:talking|speaking) (?:to|with)|you are not (?:talking|speaking) (?:to|with)|there(?:'s| is) no) (?:an? |any )?(?:ai|a\.i\.|robot|bot|machine|computer|recording|chatbot)\b/,
  new RegExp(
    `\\b(?:i am|i'm) (?!sorry|afraid|sure|glad|happy|here|back)[a-z]+, ${SORT}${KIND}\\b(?! (?:will|can|is|has|would|may|must|should|could|needs))`,
  ),
  /\b(?:nurse|doctor|dr) [a-z]+ (?:speaking|here)\b|\b(?:i am|i'm) (?:very |quite |really )?(?:real|alive)(?=[.,!]|$)/,
  /\bmy name is (?:dr|doctor|nurse)\b|\bi(?:'m| am) (?:dr|doctor|nurse)\.? [a-z]+/,
  /\b(?:i have|i've|i hold|with my) (?:a |an |my )?(?:medical |nursing |dental |law )?(?:license|licence|degree)\b|\bin my (?:clinical|medical|professional|nursing) (?:opinion|judgment|judgement|experience)\b/,
]

/** "I'm not a nurse" and "I'm an AI, not a person" tell the truth. */
const TRUTHFUL =
  /\b(?:i am|i'm) (?:not|an? (?:\w+ ){0,3}(?:ai|a\.i\.|artificial|automated|virtual|computer|digital))\b(?! (?:an? )?(?:ai|a\.i\.|robot|bot|machine|computer|automated|artificial|virtual))/

const claimsToBeHuman = (plain: string): boolean => claimsToBeHumanInSpanish(plain) || claimsInEnglish(plain)

const claimsInEnglish = (plain: string): boolean =>
  IDENTITIES.some((identity) => identity.test(plain)) &&
  !(TRUTHFUL.test(plain) && !/\bi(?:'m| am) (?:actually |really )?(?:human|a real)/.test(plain))

const DOSE =
  /\b(?:take|taking|try|use|give (?:him|her|them)|apply|increase|double|reduce|start|stop taking|skip|swallow)\b[^.?!]{0,60}\b(?:\d+(?:\.\d+)?|one|two|three|four|six|eight|half|a couple of) ?(?:mg|milligrams?|mcg|micrograms?|ml|milliliters?|grams?|tablets?|pills?|capsules?|doses?|drops?|puffs?|units?|teaspoons?|tablespoons?)\b|\b(?:you|he|she|they) (?:should|can|could|may|must|need to|ought to) (?:safely )?(?:take|stop taking|start|double|increase|skip|mix|combine|use) (?:your |some |an? |the |more |less |it with |both )?(?:\w+ )?(?:ibuprofen|advil|tylenol|acetaminophen|aspirin|antibiotics?|amoxicillin|medication|medicine|meds|pills?|insulin|painkillers?|dose|dosage|lisinopril|metformin|prednisone|benadryl|aleve|naproxen)\b|\bit(?:'s| is) (?:safe|fine|okay|ok|all right) to (?:take|stop|double|skip|mix|combine)\b|\b(?:the )?(?:recommended|usual|maximum|right|correct|normal) (?:dose|dosage) (?:is|would be|for)\b/

const DIAGNOSIS =
  /\b(?:it sounds like|sounds like|that sounds like|it looks like|you (?:probably|likely|may|might|must|definitely|most likely|could)? ?(?:have|are having|are suffering from|be having)|this is (?:probably|likely|most likely|definitely)|it(?:'s| is) (?:probably|likely|most likely|definitely|just|only)|that(?:'s| is) (?:probably|likely|most likely|definitely|just|only)|you(?:'re| are) (?:probably |likely )?(?:having|suffering from))\b[^.?!]{0,30}\b(?:infection|abscess|cavity|migraine|flu|covid|pneumonia|bronchitis|strep|allergy|allergic reaction|sinusitis|gingivitis|cancer|tumou?r|diabetes|anxiety|depression|arthritis|gout|shingles|ulcer|sprain|fracture|concussion|appendicitis|asthma|hypertension|anemia|virus|root canal|gum disease|heart attack|stroke|indigestion|reflux|eczema|nothing serious|nothing to worry about)\b|\byour (?:symptoms|test results|results) (?:are|suggest|indicate|mean|show|point|look)\b|\byou (?:do not|don't) need to (?:see|go to) (?:a |the )?(?:doctor|hospital|dentist|er|emergency room)\b/

/** An offer, a question or a refusal gives no advice, whatever it mentions. */
const DECLINES = /\b(?:i can't|i cannot|i'm not able|not able to|unable to)\b/
const OFFERS = /\?$|\b(?:book|schedule|appointment|visit|message)\b/

function givesAdvice(plain: string, { guardrails: { never } }: AgentDocument): boolean {
  if (DECLINES.test(plain)) return false
  if (never.includes('medical_advice') && DOSE.test(plain)) return true
  return never.includes('diagnosis') && DIAGNOSIS.test(plain) && !OFFERS.test(plain)
}
