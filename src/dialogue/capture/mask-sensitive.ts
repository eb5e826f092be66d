import { type Hearing, SENSITIVE_KINDS, type SensitiveKind } from './sensitive.ts'
import { sensitiveSpans } from './sensitive-spans.ts'
import { maskAll } from './spans.ts'
import { PIECES_CHARS_MAX } from './spoken-pieces.ts'

/**
 * `text` with sensitive digits masked: "my card is [card number]". Written or spoken, in one go or in pieces, with
 * "double", fillers and misheard "for" and "to" between.
 *
 * Card numbers are known by their check digit, or by being announced; SSNs by their groups or by being announced; PINs and
 * security codes only announced; dates of birth announced or `asked`. Of a card that is masked nothing is left. What is
 * masked stays as it is: masking twice is masking once. Texts longer than {@link PIECES_CHARS_MAX} are cut there.
 */
export const maskSensitive = (
  text: string,
  kinds: readonly SensitiveKind[] = SENSITIVE_KINDS,
  hearing: Hearing = {},
): string => maskAll(text.slice(0, PIECES_CHARS_MAX), (current) => sensitiveSpans(current, kinds, hearing))
