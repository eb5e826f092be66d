const TEXT_CHARS_MAX = 20_000
const TAIL = String.raw`(?=[,.;!?]?(?:\s*$|\s*\n|\s+(?:not|instead|and|but|please|no|y|nicht|pas)\b)|[,;!?]|(?<=[\p{L}\d]{3})\.\s)`
const VALUE = String.raw`["'“]?([^\n,;!?"”]{2,120}?)["'”]?${TAIL}`

/** What a field should say, after words that say it: `my name is spelled …`, `change my address to …`. */
const PATTERNS: readonly (readonly [field: string, pattern: RegExp])[] = [
  [
    'name',
    /\bmy (?:(?:last|first|full|real|legal|correct) )?(?:sur)?name (?:is|should be) (?:actually |really |properly |correctly )?(?:spelled|spelt|written)(?: as)?:? /,
  ],
  ['name', /\b(?:change|correct|update|fix) my (?:\w+ )?(?:sur)?name(?: from [^\n,;]{2,60}?)? to /],
  ['name', /\bmy (?:correct|real|new|legal) (?:sur)?name is /],
  ['name', /\bmi (?:nombre|apellido) se escribe:? /],
  ['name', /\bmi nombre correcto es /],
  [
    'email',
    /\b(?:my (?:correct|new|right|current) e-?mail(?: address)? is|(?:change|correct|update) my e-?mail(?: address)?(?: from \S+)? to|mi (?:correo|email) (?:correcto|nuevo) es):? /,
  ],
  [
    'phone',
    /\b(?:my (?:correct|new|right|current) (?:phone|mobile|cell)?(?: number)? ?is|(?:change|correct|update) my (?:phone|mobile|cell)?(?: number)?(?: from [^\n;]{5,40}?)? to|mi (?:telefono|teléfono|numero|número) (?:correcto|nuevo) es):? /,
  ],
  [
    'address',
    /\b(?:my (?:correct|new|right|current) (?:home |mailing |postal )?address is|(?:change|correct|update) my (?:home |mailing |postal )?address to|i (?:have )?moved to|mi (?:direccion|dirección) (?:correcta|nueva) es):? /,
  ],
  [
    'birthday',
    /\b(?:my (?:correct |right |actual )?(?:date of birth|birthday|dob|birth date) (?:is|should be)(?: actually)?|(?:change|correct|update|fix) my (?:date of birth|birthday|dob|birth date) to|mi fecha de nacimiento (?:correcta )?es):? /,
  ],
]

/** What the sender wants their data to say, by field; the first saying of each counts. Only what they wrote anew is looked at. */
export function correctionsIn(fresh: string): Readonly<Record<string, string>> {
  const text = fresh.slice(0, TEXT_CHARS_MAX)
  const corrections: Record<string, string> = {}
  for (const [field, pattern] of PATTERNS) {
    const value = new RegExp(`${pattern.source}${VALUE}`, 'iu').exec(text)?.[1]?.trim()
    if (value !== undefined && value !== '') corrections[field] ??= value.replace(/[.'"”]+$/, '')
  }
  return corrections
}
