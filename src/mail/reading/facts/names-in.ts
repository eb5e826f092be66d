const NAMES_MAX = 10
const TEXT_CHARS_MAX = 20_000

const CAPITAL = String.raw`\p{Lu}[\p{L}'’.&-]*`
const nameWith = (between: string): string =>
  String.raw`${CAPITAL}(?:[ \t]+(?:(?:${between})[ \t]+){0,2}${CAPITAL}){0,4}`
const NAME = nameWith('de|del|la|las|los|van|von|der|den|da|dos|do|el|al|bin|di|le')
const COMPANY = nameWith('de|del|la|las|los|van|von|der|da|dos|do|el|al|di|le|y|e|et|und|of|and|the|&')

/** Where a name of a person stands, in six languages. */
const PERSON = new RegExp(
  String.raw`(?:[Mm]y (?:full |legal )?name is|[Mm]y name's|[Tt]his is|I am|I'm|[Mm]i nombre es|[Mm]e llamo|[Ss]oy|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Jj]e m'appelle|[Mm]on nom est|[Mm]eu nome é|[Cc]hamo-me|[Mm]e chamo|[Mm]i chiamo|[Nn]ame:|[Nn]ombre:)[ \t]+(${NAME})`,
  'gu',
)
const CLOSING = new RegExp(
  String.raw`(?:^|\n)[ \t]*(?:[Tt]hanks|[Tt]hank you|[Rr]egards|[Bb]est|[Bb]est regards|[Kk]ind regards|[Ss]incerely|[Cc]heers|[Yy]ours(?: truly)?|[Ss]aludos|[Aa]tentamente|[Gg]racias|[Gg]rüße|[Mm]it freundlichen Grüßen|[Vv]iele Grüße|[Cc]ordialement|[Aa]tenciosamente|[Oo]brigad[oa])[,.! \t]*\n\s*(${NAME})[ \t]*(?:\n|$)`,
  'gu',
)
/** Where the name of a business stands: what they are a customer of, or who rings them. */
const BUSINESS = new RegExp(
  String.raw`(?:\b(?:from|at|with|by|of|for|to|de|del|en|con|von|bei|vom|chez|da|do|em|called|named)|[Cc]linic|[Bb]usiness|[Cc]ompany|[Pp]ractice)[ \t]+(?:the |la |el |der |die |le |los |las |your (?:client|customer),? )?((?:Dra?\.?[ \t]+)?${COMPANY})`,
  'gu',
)
/** Capitals that are no name: days, months, laws, ourselves. */
const NO_NAME =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|^(?:GDPR|CCPA|CPRA|HIPAA|TCPA|AI|API|SMS|WhatsApp|Article|Art\.?|Section|The|My|Your|This|Please|Sent|I|DSGVO|RGPD|LGPD|European Union|EU|Regulation|Privacy|Support|Sir|Madam|Team)\b/u

const found = (text: string, pattern: RegExp): string[] =>
  [...text.slice(0, TEXT_CHARS_MAX).matchAll(pattern)].flatMap(([, name = '']) => {
    const plain = name.replace(/[.,;:!?]+$/, '').trim()
    return plain.length < 2 || NO_NAME.test(plain) ? [] : [plain]
  })

const once = (names: readonly string[]): readonly string[] => [...new Set(names)].slice(0, NAMES_MAX)

/** Names that the sender gives as their own: in the letter, under it and in the signature. */
export const namesIn = (fresh: string, signature: string): readonly string[] =>
  once([...found(fresh, PERSON), ...found(fresh, CLOSING), ...signatureName(signature)])

/** What may be the name of a business, as written. Whoever knows the businesses decides whether it is one. */
export const businessesIn = (text: string): readonly string[] => once(found(text, BUSINESS))

function signatureName(signature: string): string[] {
  const lines = signature.split('\n').map((line) => line.trim())
  const first = lines.find((line) => line !== '' && !/^(--|—|__+)$/.test(line)) ?? ''
  return new RegExp(`^${NAME}$`, 'u').test(first) && !NO_NAME.test(first) ? [first] : []
}
