import { decodeEntities } from './decode-entities.ts'
import { htmlTokens, type HtmlToken } from './html-tokens.ts'
import { hiddenBy, isSeen, lookInside, PLAIN_LOOK, type Look } from './look.ts'
import { TextLines } from './text-lines.ts'

const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/
const BLOCK =
  /^(address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)$/

/** A closing tag that closes nothing this far out is taken for a slip: otherwise each might search all that is open. */
const LOOK_BACK_MAX = 64

interface Open {
  readonly name: string
  readonly look: Look
}

/**
 * What somebody who opens an HTML mail gets to read, as lines of text.
 *
 * Words that are hidden from them are left out, in whatever way: not displayed, without size, in the colour of their ground, in
 * a comment. What is in a `blockquote` begins its lines with `> `. Takes time in proportion to the HTML.
 */
export function htmlText(html: string): string {
  const lines = new TextLines()
  const open: Open[] = []
  const hiding = new Set<string>()
  for (const token of htmlTokens(html)) {
    const top = open.at(-1)
    if (token.type === 'open') openElement(lines, open, token, hiding)
    else if (token.type === 'close') closeElement(lines, open, token.name)
    else if (top?.name === 'style') for (const name of hiddenBy(token.text)) hiding.add(name)
    else if (isSeen(top?.look ?? PLAIN_LOOK)) lines.write(decodeEntities(token.text))
  }
  return lines.text()
}

function openElement(
  lines: TextLines,
  open: Open[],
  { name, attributes, isClosed }: Extract<HtmlToken, { type: 'open' }>,
  hiding: ReadonlySet<string>,
): void {
  const look = lookInside(open.at(-1)?.look ?? PLAIN_LOOK, name, attributes, hiding)
  if (!look.isGone) beginLine(lines, name)
  if (VOID.test(name) || (isClosed && name !== 'div' && name !== 'p')) return
  if (name === 'blockquote') lines.quote(1)
  open.push({ name, look })
}

function beginLine(lines: TextLines, name: string): void {
  if (name === 'br') lines.breakLine()
  else if (BLOCK.test(name)) lines.endLine()
  else if (name === 'td' || name === 'th') lines.write(' ')
  if (name === 'li') lines.write('- ')
}

function closeElement(lines: TextLines, open: Open[], name: string): void {
  const leastAt = Math.max(0, open.length - LOOK_BACK_MAX)
  let at = open.length - 1
  while (at >= leastAt && open[at]?.name !== name) at--
  if (at < leastAt) return
  for (const { name: closed } of open.splice(at)) {
    if (BLOCK.test(closed)) lines.endLine()
    if (closed === 'p') lines.breakParagraph()
    if (closed === 'blockquote') lines.quote(-1)
  }
}
