const ENTITY = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  // Kept as references, or an attribute's line breaks would become spaces.
  ['\n', '&#10;'],
  ['\r', '&#13;'],
  ['\t', '&#9;'],
])

/** What XML 1.0 cannot hold at all: controls, lone surrogates, U+FFFE and U+FFFF. */
const NOT_XML =
  // oxlint-disable-next-line no-control-regex -- these are the characters to be removed
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** `text` made safe for XML content and for attributes in either quote. Nothing in it can open or close anything. */
export const xmlText = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"'\n\r\t]/g, (character) => ENTITY.get(character) ?? '')

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * One element. `children` are elements already built by this function or text made safe by {@link xmlText}.
 *
 * Attributes whose value is undefined are left out.
 */
export function xmlElement(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`
}
