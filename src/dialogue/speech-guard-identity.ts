import { claimsToBeHumanInSpanish } from './speech-guard-spanish.ts'

const BE =
  "(?:i am|i'm|i'm actually|i am actually|yes,? i'm|you're (?:talking|speaking) (?:to|with)|you are (?:talking|speaking) (?:to|with)|this is|speaking as|as|i've been|i have been)"
const SORT =
  '(?:(?:a|an|the|your|one of the|one of our|just|actually|definitely|indeed|also|in fact|of course|absolutely|truly|real|live|actual|registered|licensed|certified|qualified|human|trained|board-certified|practicing|medical|dental|fellow) )+'
const KIND =
  '(?:human(?: being)?s?|(?:real |live |actual )?person|people|nurses?(?: practitioner)?|doctors?|physicians?|dentists?|hygienists?|pharmacists?|clinicians?|therapists?|paramedics?|lawyer|attorney|surgeon|receptionist|(?:medical|dental|nursing) assistant|medical professional|health(?:care)? professional|professional|man|woman|guy|girl|lady|member of staff|staff member|employee)'
const MACHINE = '(?:robots?|machines?|bots?|ai|a\\.i\\.|computers?|chatbots?)'

const IDENTITIES = [
  new RegExp(`\\b${BE} (?!not\\b)${SORT}${KIND}\\b`),
  new RegExp(
    `\\b(?:i am|i'm) (?:human|licensed|a licensed|board[- ]certified|medically trained|flesh and blood|(?:just |exactly )?as human as|no ${MACHINE}|not (?:an? |any )?(?:ai|a\\.i\\.|robot|bot|machine|computer|automated|artificial|virtual|recording|program|chatbot))`,
  ),
  /\b(?:this is not|this isn't|you're not (?:talking|speaking) (?:to|with)|you are not (?:talking|speaking) (?:to|with)|there(?:'s| is) no) (?:an? |any )?(?:ai|a\.i\.|robot|bot|machine|computer|recording|chatbot)\b/,
  new RegExp(`\\bno ${MACHINE} (?:here|involved|on (?:this|the) (?:line|call|phone))\\b|\\bthere are no ${MACHINE}\\b`),
  new RegExp(
    `\\b(?:i am|i'm) (?!sorry|afraid|sure|glad|happy|here|back)[a-z]+, ${SORT}${KIND}\\b(?! (?:will|can|is|has|would|may|must|should|could|needs))`,
  ),
  /\b(?:nurse|doctor|dr) [a-z]+ (?:speaking|here)\b|\b(?:i am|i'm) (?:very |quite |really )?(?:real|alive)(?=[.,!]|$)/,
  /\b(?:this is|(?:you've|you have) reached) (?:dr|doctor|nurse) [a-z]+(?=[.,!]|$)/,
  /\bmy name is (?:dr|doctor|nurse)\b|\bi(?:'m| am) (?:dr|doctor|nurse)\.? [a-z]+/,
  /\b(?:i have|i've|i hold|with my) (?:an? |my )?(?:medical |nursing |dental |law )?(?:license|licence|degree)\b|\bin my (?:clinical|medical|professional|nursing) (?:opinion|judgment|judgement|experience)\b/,
  /\bi have (?:an? )?(?:nursing|medical|clinical) (?:background|training|education)\b|\bi (?:trained|studied|practice|practise) (?:in |as )?(?:an? )?(?:medicine|nursing|nurse|doctor|dentistry|dentist)\b/,
  /\b(?:i'm|i am)(?: [a-z]+,?)? (?:(?<!calling )(?:with|from)|part of|a member of|one of) (?:the |our )?(?:nursing|medical|clinical|dental|front desk|reception|nurses)(?: (?:staff|team|crew|desk))?(?=[.,!]|$)/,
  /\b(?:you've got|you have|you got|it's|it is|there's|there is) an? (?:real |live |actual )*(?:human(?: being)?|person) (?:here|on the line|talking|speaking|with you)\b|\ban? (?:real |live |actual )*(?:human(?: being)?|person) is (?:speaking|talking)\b/,
  /^(?:(?:yes|yeah|yep|sure|of course|absolutely|correct)[,.]? (?:an? )?(?:real |actual |live )*(?:human(?: being)?|person)|(?:an? )?(?:real |actual |live )*(?:human(?: being)?|person) here)[.!]*$/,
]

/** "I'm not a nurse" and "I'm an AI, not a person" tell the truth. */
const TRUTHFUL =
  /\b(?:i am|i'm) (?:not|an? (?:\w+ ){0,3}(?:ai|a\.i\.|artificial|automated|virtual|computer|digital))\b(?! (?:an? )?(?:ai|a\.i\.|robot|bot|machine|computer|automated|artificial|virtual))/

const claimsInEnglish = (plain: string): boolean =>
  IDENTITIES.some((identity) => identity.test(plain)) &&
  !(TRUTHFUL.test(plain) && !/\bi(?:'m| am) (?:actually |really )?(?:human|a real)/.test(plain))

/**
 * Whether a sentence says that a person speaks, or somebody trained.
 *
 * @param plain  in lower case, with straight apostrophes and single spaces.
 */
export const claimsToBeHuman = (plain: string): boolean => claimsToBeHumanInSpanish(plain) || claimsInEnglish(plain)
