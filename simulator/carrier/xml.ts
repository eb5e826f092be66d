/** An element of a document, with its text and children in order. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

/** A document that is not well formed. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

interface Open {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
}

const NAME = '[A-Za-z_][\\w.-]*'
const TOKEN = new RegExp(
  [
    '<!--(?<comment>[\\s\\S]*?)-->',
    '<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)\\]\\]>',
    `</(?<close>${NAME})\\s*>`,
    `<(?<open>${NAME})(?<attributes>(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
)
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g')
const DEPTH_MAX = 20

const ENTITY = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * The root element of `text`.
 *
 * Stricter than it is complete: no document types, no processing instructions but the prologue, one root.
 *
 * @throws XmlError when the document is not well formed.
 */
export function parseXml(text: string): XmlElement {
  const source = text.replace(/^\uFEFF?\s*<\?xml [^?]*\?>/, '').trim()
  const roots: (XmlElement | string)[] = []
  const open: Open[] = [{ name: '', attributes: new Map(), children: roots }]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex
    const groups = TOKEN.exec(source)?.groups
    if (groups === undefined) throw new XmlError(`not well formed at ${JSON.stringify(source.slice(at, at + 30))}`)
    take(open, groups)
  }
  const [root, ...rest] = roots
  if (open.length > 1) throw new XmlError(`<${open.at(-1)?.name}> is never closed`)
  if (root === undefined || typeof root === 'string' || rest.length > 0) throw new XmlError('there is not one root')
  return root
}

function take(open: Open[], groups: Readonly<Record<string, string | undefined>>): void {
  const parent = open.at(-1)
  if (parent === undefined) throw new XmlError('nothing is open')
  if (groups['text'] !== undefined) parent.children.push(decode(groups['text']))
  else if (groups['cdata'] !== undefined) parent.children.push(groups['cdata'])
  else if (groups['open'] !== undefined) {
    const element: Open = { name: groups['open'], attributes: attributesOf(groups['attributes'] ?? ''), children: [] }
    parent.children.push(element)
    if (groups['empty'] !== '/') open.push(element)
    if (open.length > DEPTH_MAX) throw new XmlError('too deep')
  } else if (groups['close'] !== undefined) {
    if (parent.name !== groups['close']) throw new XmlError(`</${groups['close']}> closes nothing`)
    open.pop()
  }
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new XmlError(`${name} is given twice`)
    // Line breaks in an attribute are spaces unless they are written as references.
    attributes.set(name, decode((double ?? single ?? '').replace(/[\n\r\t]/g, ' ')))
  }
  return attributes
}

function decode(text: string): string {
  return text.replace(/&([^;&\s]*;?)/g, (whole, reference: string) => {
    const name = reference.slice(0, -1)
    const code = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name)
    const character = code
      ? String.fromCodePoint(parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10))
      : ENTITY.get(name)
    if (!reference.endsWith(';') || character === undefined) throw new XmlError(`${whole} is no reference`)
    return character
  })
}
