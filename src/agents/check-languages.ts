import type { FieldError } from '../kernel/refusal.ts'
import type { AgentDocument } from './agent-document.ts'
import { pointerTo, type Path } from './document-errors.ts'

const TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/

/** Records of strings that are not texts: their keys are words, not languages. */
const NOT_TEXTS = new Set(['/voice/pronounce'])

const familyOf = (tag: string): string => tag.split('-')[0] ?? tag

function isText(value: object): value is Record<string, string> {
  const entries = Object.entries(value)
  return entries.length > 0 && entries.every(([key, text]) => TAG.test(key) && typeof text === 'string')
}

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** Every language is one that exists, and every text is there in the document's first one. */
export function checkLanguages(document: AgentDocument): FieldError[] {
  const { default: first, also } = document.languages
  const tags: readonly (readonly [Path, string])[] = [
    [['languages', 'default'], first],
    ...also.map((tag, index) => [['languages', 'also', index], tag] as const),
  ]
  const unknown = tags.filter(([, tag]) => !isTag(tag))
  if (unknown.length > 0) {
    return unknown.map(([path]) => ({
      pointer: pointerTo(path),
      code: 'unknown_language',
      detail: 'Must be a language tag, for example en-US.',
    }))
  }
  return textsWithout(first, document, [])
}

function textsWithout(language: string, value: unknown, path: Path): FieldError[] {
  if (typeof value !== 'object' || value === null || NOT_TEXTS.has(pointerTo(path))) return []
  if (!Array.isArray(value) && isText(value)) {
    if (!isPartialText(value) || hasLanguage(value, language)) return []
    return [{ pointer: pointerTo(path), code: 'language_missing', detail: `This has no text in ${language}.` }]
  }
  return Object.entries(value).flatMap(([key, inner]) => textsWithout(language, inner, [...path, key]))
}

const hasLanguage = (text: Record<string, string>, language: string): boolean =>
  Object.keys(text).some((tag) => familyOf(tag) === familyOf(language))

/** Objects of ours whose names all look like languages are told apart by having a name that is none. */
const isPartialText = (text: Record<string, string>): boolean => Object.keys(text).every((key) => nameOf(key) !== key)

let languageNames: Intl.DisplayNames | undefined

/** Made when it is first needed: it takes longer than the rest of the Worker's start together. */
function nameOf(tag: string): string | undefined {
  languageNames ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
  return languageNames.of(tag)
}
