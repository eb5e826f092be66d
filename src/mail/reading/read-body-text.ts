import { decodeLeaf } from './decode-leaf.ts'
import { htmlText } from './html/html-text.ts'
import { mimeLeaves, type Leaf, type LeafKind } from './mime-leaves.ts'
import { readHeader, type HeaderField } from './raw-headers.ts'

/** What of a mail's body can be read, and what else there is. */
export interface Body {
  readonly plain: string
  /** The HTML form as text, without what is hidden. */
  readonly html: string
  /** The text of the first mail within, attached as such. */
  readonly within: string
  readonly kinds: ReadonlySet<LeafKind>
  /** Whether there are more parts, or more of a part, than was read. */
  readonly isCut: boolean
  /** The character sets that its text says it is in. */
  readonly charsets: readonly string[]
}

const TEXT_PARTS_MAX = 10
const TEXT_CHARS_MAX = 200_000
/** Enough for an answer below the longest history that somebody quotes; each line is looked at several times. */
const TEXT_LINES_MAX = 5_000

/** The text of a mail's body. Attachments are not read, and of mails within only the first. */
export async function readBody(bytes: Uint8Array, fields: readonly HeaderField[], bodyAt: number): Promise<Body> {
  const { leaves, isCut } = mimeLeaves(bytes, fields, bodyAt)
  const { isLong: isTextLong, ...own } = await textsOf(bytes, leaves)
  const message = leaves.find(({ kind }) => kind === 'message')
  return {
    ...own,
    within: message === undefined ? '' : await textWithin(bytes.subarray(message.bodyAt, message.bodyEnd)),
    kinds: new Set(leaves.map(({ kind }) => kind)),
    isCut: isCut || isTextLong || leaves.filter(isText).length > TEXT_PARTS_MAX,
    charsets: leaves
      .filter(isText)
      .flatMap(({ contentType }) => contentType.parameters.get('charset')?.toLowerCase() ?? []),
  }
}

const isText = ({ kind }: Leaf): boolean => kind === 'plain' || kind === 'html'

async function textsOf(
  bytes: Uint8Array,
  leaves: readonly Leaf[],
): Promise<{ plain: string; html: string; isLong: boolean }> {
  const texts: { kind: LeafKind; text: string }[] = []
  let chars = 0
  for (const leaf of leaves.filter(isText).slice(0, TEXT_PARTS_MAX)) {
    if (chars > TEXT_CHARS_MAX) break
    const decoded = await decodeLeaf(bytes, leaf)
    chars += decoded.length
    texts.push({ kind: leaf.kind, text: leaf.kind === 'html' ? htmlText(decoded) : decoded })
  }
  const joined = (kind: LeafKind): string => texts.flatMap((one) => (one.kind === kind ? [one.text] : [])).join('\n\n')
  const [plain, html] = [joined('plain'), joined('html')]
  return { plain: cut(plain), html: cut(html), isLong: isLong(plain) || isLong(html) }
}

const isLong = (text: string): boolean =>
  text.length > TEXT_CHARS_MAX || text.split('\n', TEXT_LINES_MAX + 1).length > TEXT_LINES_MAX

const cut = (text: string): string =>
  isLong(text) ? text.slice(0, TEXT_CHARS_MAX).split('\n', TEXT_LINES_MAX).join('\n') : text

async function textWithin(bytes: Uint8Array): Promise<string> {
  const header = readHeader(bytes)
  const { plain, html } = await textsOf(bytes, mimeLeaves(bytes, header.fields, header.bodyAt).leaves)
  return plain.trim() === '' ? html : plain
}
