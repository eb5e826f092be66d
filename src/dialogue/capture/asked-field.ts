import type { AgentDocument, AgentField } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { fieldsOf } from './asks-for-secrets.ts'
import { plainOf } from './plain-of.ts'

/** How these are asked for by whoever does not use the document's own words. */
const WAYS: Readonly<Partial<Record<AgentField['type'], RegExp>>> = {
  phone:
    /\b(?:phone|telephone|cell|cellphone|mobile|callback|call back) number\b|\bnumber\b.*\b(?:reach|call) you\b|\bnumber you are calling from\b|\bnumber i called you on\b/,
  dob: /\b(?:date of birth|birth ?date|birthday|when were you born)\b/,
  zip: /\b(?:zip|postal) ?code\b/,
}
/** Such words are a question, or they only speak of it. */
const ASKS = /\?\s*$|\b(?:please|enter|key in|type in|give me|tell me|say)\b/i
const SENTENCES_MAX = 2

/**
 * The field that `words` ask for: the one spoken of last, by the document's words for it or by those that everybody uses.
 * Null when they ask for none.
 */
export function fieldAskedFor(document: AgentDocument, words: string): AgentField | null {
  const last = (words.match(/[^.!?]+[.!?]*/g) ?? []).slice(-SENTENCES_MAX).join(' ')
  const plain = plainOf(last)
  const asks = ASKS.test(last)
  const named = fieldsOf(document).flatMap((field) => {
    const place = placeOf(field, document.languages.default, plain, asks)
    return place === null ? [] : [{ field, place }]
  })
  return named.toSorted((one, other) => nearness(other.place, one.place))[0]?.field ?? null
}

/** Below zero when `one` is spoken of before `other`, or in fewer words. */
const nearness = (one: Place, other: Place): number => endOf(one) - endOf(other) || one.chars - other.chars

interface Place {
  readonly at: number
  readonly chars: number
}

const endOf = ({ at, chars }: Place): number => at + chars

/** Where the words speak of a field last. A label that is part of another word is none. */
function placeOf(field: AgentField, language: string, plain: string, asks: boolean): Place | null {
  const names = [field.label, ...(field.ask === undefined ? [] : [field.ask])].map((text) =>
    plainOf(textIn(text, language)),
  )
  const places = names.flatMap((name) => {
    const at = name === '' ? -1 : ` ${plain} `.lastIndexOf(` ${name} `)
    return at < 0 ? [] : [{ at, chars: name.length }]
  })
  const way = asks ? WAYS[field.type]?.exec(plain) : null
  if (way) places.push({ at: way.index, chars: way[0].length })
  return places.toSorted((one, other) => endOf(other) - endOf(one))[0] ?? null
}

/** The secret that `words` themselves speak of: "my member number is 1234". Null when they speak of none. */
export function secretSpokenOf(document: AgentDocument, words: string): AgentField | null {
  const plain = plainOf(words)
  const { default: language } = document.languages
  return (
    fieldsOf(document).find((field) => field.sensitive === true && placeOf(field, language, plain, true) !== null) ??
    null
  )
}
