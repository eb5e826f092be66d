const ENTITY_CHARS_MAX = 32

/** The names of the characters 160 to 255, in their order. */
const LATIN =
  `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot
  cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml
  Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
  agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute
  ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml`.split(/\s+/)

const NAMED = new Map<string, string>([
  ...LATIN.map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ...(
    [
      ['amp', 38],
      ['lt', 60],
      ['gt', 62],
      ['quot', 34],
      ['apos', 39],
      ['lsquo', 8216],
      ['rsquo', 8217],
      ['ldquo', 8220],
      ['rdquo', 8221],
      ['ndash', 8211],
      ['mdash', 8212],
      ['hellip', 8230],
      ['bull', 8226],
      ['euro', 8364],
      ['zwnj', 8204],
      ['zwj', 8205],
      ['lrm', 8206],
      ['rlm', 8207],
      ['ensp', 8194],
      ['emsp', 8195],
      ['thinsp', 8201],
      ['oelig', 339],
      ['OElig', 338],
      ['scaron', 353],
    ] as const
  ).map(([name, code]): [string, string] => [name, String.fromCodePoint(code)]),
])

/** Text with its character references read; one that is none stays as it is. */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replaceAll(
        new RegExp(`&(#x[0-9a-f]{1,6}|#\\d{1,7}|[a-z][a-z0-9]{1,${ENTITY_CHARS_MAX}});?`, 'gi'),
        (whole, name: string) => (name.startsWith('#') ? characterOf(name) : (NAMED.get(name) ?? whole)),
      )
    : text

function characterOf(reference: string): string {
  const code = /^#x/i.test(reference)
    ? Number.parseInt(reference.slice(2), 16)
    : Number.parseInt(reference.slice(1), 10)
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
}
