/** A piece of HTML: words as they stand, or a tag with its attributes. */
export type HtmlToken =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'open'; readonly name: string; readonly attributes: string; readonly isClosed: boolean }
  | { readonly type: 'close'; readonly name: string }

/** What is inside these is no text, whatever it looks like. */
const RAW = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'noembed', 'iframe', 'noframes'])

/** Of a tag no more attributes than this are looked at. */
const ATTRIBUTES_CHARS_MAX = 4_000

/** The tokens of `html` in order; comments and declarations are left out. Every character is looked at a bounded number of times. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0
  while (at < html.length) {
    const angle = html.indexOf('<', at)
    if (angle === -1) return yield { type: 'text', text: html.slice(at) }
    if (angle > at) yield { type: 'text', text: html.slice(at, angle) }
    const { token, endAt } = markupAt(html, angle)
    if (token !== null) yield token
    at = endAt
    if (token?.type !== 'open' || !RAW.has(token.name)) continue
    at = rawTextEnd(html, endAt, token.name)
    yield { type: 'text', text: html.slice(endAt, at) }
  }
}

/** What begins with the `<` at `angle`, and where it ends. */
function markupAt(html: string, angle: number): { token: HtmlToken | null; endAt: number } {
  const next = html.charAt(angle + 1)
  if (next === '!' || next === '?') return { token: null, endAt: afterComment(html, angle) }
  if (!/[a-z/]/i.test(next)) return { token: { type: 'text', text: '<' }, endAt: angle + 1 }
  const end = tagEnd(html, angle + 1)
  return { token: tagOf(html.slice(angle + 1, end)), endAt: end + 1 }
}

function afterComment(html: string, angle: number): number {
  const isComment = html.startsWith('<!--', angle)
  const mark = isComment ? '-->' : '>'
  const end = html.indexOf(mark, angle + (isComment ? 2 : 1))
  return end === -1 ? html.length : end + mark.length
}

/** Where the tag ends: at the first `>` outside quotes. Whoever leaves a quote open has written the rest into it. */
function tagEnd(html: string, startAt: number): number {
  let quote = ''
  for (let at = startAt; at < html.length; at++) {
    const char = html.charAt(at)
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '>') return at
    // A quote is one only where a value begins: an apostrophe elsewhere is a letter.
    else if ((char === '"' || char === "'") && /[=\s]/.test(html.charAt(at - 1))) quote = char
  }
  return html.length
}

function tagOf(inside: string): HtmlToken | null {
  const parsed = /^(\/?)([a-z][a-z0-9:-]{0,40})/i.exec(inside)
  if (parsed === null) return null
  const [whole, slash, name = ''] = parsed
  if (slash === '/') return { type: 'close', name: name.toLowerCase() }
  const attributes = inside.slice(whole.length, whole.length + ATTRIBUTES_CHARS_MAX)
  return { type: 'open', name: name.toLowerCase(), attributes, isClosed: inside.endsWith('/') }
}

function rawTextEnd(html: string, startAt: number, name: string): number {
  const close = new RegExp(`</${name}\\b`, 'gi')
  close.lastIndex = startAt
  return close.exec(html)?.index ?? html.length
}
