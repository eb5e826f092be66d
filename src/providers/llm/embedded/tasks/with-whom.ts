import type { Heard } from '../heard.ts'
import type { World } from '../world.ts'

const WITH_WHOM =
  /\bwho(?:s| is| are| would| will| am)?\b.*\b(?:with|see|seeing)\b|\bwith (?:who|whom|which (?:doctor|dentist|stylist|hygienist))\b|\b(?:who(?:s| is)|which) (?:the )?(?:doctor|dentist|hygienist|stylist|barber|provider)\b/

/** "Is it with Jordan?", "was that with Dr. Cole": whom they name. */
const WITH_NAME =
  /^(?:(?:and|so|ok|okay|wait|sorry|hi|hey|um|is|was|will|would|it|that|this|be|still|my|the|appointment|visit|one|going|to) )*(?:is|was|will|would) (?:(?:it|that|this|be|still|my|the|appointment|visit|cleaning|haircut|one|going|to|actually) )+with (?:dr |doctor |nurse )?(?!me\b|my\b|you\b|us\b|the\b|an?\b|tax\b|tip\b|insurance\b|everything\b)(\w+(?: \w+)?)$/

/** Whom the times are with. */
export const namesWith = (slots: readonly { readonly with: string | null }[]): readonly string[] => [
  ...new Set(slots.flatMap((slot) => slot.with ?? [])),
]

/** Who it is with, for whoever asks that; null when nobody does. */
export function tellWhom({ phrases }: World, names: readonly string[], { plain }: Heard): string | null {
  const named = WITH_NAME.exec(plain)?.[1]
  if (named === undefined) return WITH_WHOM.test(plain) ? phrases.thatIsWith(names) : null
  return phrases.isWith(
    names,
    names.some((name) =>
      name
        .toLowerCase()
        .split(/\W+/)
        .includes(named.split(' ').at(-1) ?? named),
    ),
  )
}
