/** What somebody answers to what a campaign has asked. */
export const MEMBER_ANSWERS = ['yes', 'no', 'move'] as const
export type MemberAnswer = (typeof MEMBER_ANSWERS)[number]

const POLITE = '(?: (?:please|thanks|thank you|thx|por favor|gracias))?'
const whole = (words: string): RegExp => new RegExp(`^(?:${words})${POLITE}$`, 'u')

const READ: readonly (readonly [MemberAnswer, RegExp])[] = [
  [
    'yes',
    whole(
      'c|1|y|yes|yep|yeah|yup|ok|okay|sure|confirm|confirmed|i confirm|yes confirm|i will be there|ill be there|see you then|' +
        'si|claro|vale|confirmo|confirmado|confirmar|alli estare|ahi estare',
    ),
  ],
  [
    'no',
    whole('x|3|n|no|nope|no i cant|i cant|i cant come|i cannot come|cant make it|i cant make it|no puedo|no puedo ir'),
  ],
  ['move', whole('m|2|move|move it|reschedule|change|cambiar|cambiarla|mover|otra hora|otro dia')],
]

/**
 * The answer that a whole message is, or null: whatever says more than one of these is for the agent to understand. Pure.
 *
 * A word that means STOP to carriers is none: it has been heeded before.
 */
export function readAnswer(text: string): MemberAnswer | null {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return READ.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
