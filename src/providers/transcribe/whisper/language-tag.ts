/** The languages that Whisper knows, by their ISO 639 codes. */
const CODES = (
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy ' +
  'sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo ' +
  'uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue'
).split(' ')

let codeByName: ReadonlyMap<string, string> | null = null

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  codeByName ??= new Map(CODES.map((code) => [(names.of(code) ?? code).toLowerCase(), code]))
  return codeByName
}

/** The tag of a language as a vendor names it, `english` or `en`; null when it is none we know. */
export function languageTag(named: unknown): string | null {
  if (typeof named !== 'string') return null
  const plain = named.trim().toLowerCase()
  return CODES.includes(plain) ? plain : (codesByName().get(plain) ?? null)
}

/** What a vendor is told of `language` (BCP-47): its first part, or null when it would not know it. */
export function languageHint(language: string | null): string | null {
  const primary = language?.split('-')[0]?.toLowerCase() ?? ''
  return CODES.includes(primary) ? primary : null
}
