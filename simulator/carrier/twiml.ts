import { GRAMMAR, ONE_CHILD, SAY_CHARS_MAX, type Rule } from './twiml-grammar.ts'
import { parseXml, XmlError, type XmlElement } from './xml.ts'

/** A verb or noun, checked: its attributes are known and well formed, its children may stand there. */
export interface Verb {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Verb[]
}

/** A document Twilio would refuse, with its own code: 12100 not XML, 12200 not TwiML, 12300 not of a type it takes. */
export class TwimlError extends Error {
  override readonly name = 'TwimlError'
  readonly code: '12100' | '12200' | '12300'

  constructor(code: TwimlError['code'], message: string) {
    super(message)
    this.code = code
  }
}

const CONTENT_TYPE = /^(text|application)\/xml\s*(;|$)|^text\/html\s*(;|$)/i

/**
 * The verbs of a document.
 *
 * @throws TwimlError where Twilio would play an application error.
 */
export function parseTwiml(body: string, contentType: string): readonly Verb[] {
  if (!CONTENT_TYPE.test(contentType)) throw new TwimlError('12300', `the content type is ${contentType || 'missing'}`)
  const root = wellFormed(body)
  if (root.name !== 'Response') throw new TwimlError('12200', `the root is <${root.name}>, not <Response>`)
  return check(root).children
}

function wellFormed(body: string): XmlElement {
  try {
    return parseXml(body)
  } catch (error) {
    if (error instanceof XmlError) throw new TwimlError('12100', error.message)
    throw error
  }
}

function check(element: XmlElement): Verb {
  const rule = GRAMMAR[element.name]
  if (rule === undefined) throw new TwimlError('12200', `<${element.name}> is not known`)
  const children = element.children.filter((child) => typeof child !== 'string')
  for (const { name } of children) {
    if (!rule.children?.includes(name)) throw new TwimlError('12200', `<${name}> may not stand in <${element.name}>`)
  }
  if (ONE_CHILD.has(element.name) && children.length !== 1) {
    throw new TwimlError('12200', `<${element.name}> needs exactly one child`)
  }
  const attributes = attributesOf(element, rule)
  return { name: element.name, attributes, text: textOf(element, rule), children: children.map(check) }
}

function attributesOf({ name, attributes }: XmlElement, rule: Rule): Readonly<Record<string, string>> {
  for (const [key, value] of attributes) {
    const form = rule.attributes[key]
    if (form === undefined) throw new TwimlError('12200', `<${name}> has no attribute ${key}`)
    if (!form.test(value)) throw new TwimlError('12200', `<${name} ${key}> cannot be ${JSON.stringify(value)}`)
  }
  for (const key of rule.required ?? []) {
    if (!attributes.has(key)) throw new TwimlError('12200', `<${name}> needs ${key}`)
  }
  return Object.fromEntries(attributes)
}

function textOf({ name, children }: XmlElement, rule: Rule): string {
  const text = children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
  if (text !== '' && rule.text !== true) throw new TwimlError('12200', `<${name}> holds no text`)
  if (text.length > SAY_CHARS_MAX)
    throw new TwimlError('12200', `<${name}> holds more than ${SAY_CHARS_MAX} characters`)
  return text
}
