import { BLACK, isSeenOn, readColour, WHITE, type Colour } from './colour.ts'
import { decodeEntities } from './decode-entities.ts'

/** How the words inside an element look: what decides whether anybody sees them. */
export interface Look {
  /** Not there at all, whatever is said further in. */
  readonly isGone: boolean
  /** Letters too small to be seen; an element within may say otherwise. */
  readonly isTiny: boolean
  /** Null where it is not known. */
  readonly colour: Colour | 'transparent' | null
  readonly ground: Colour | null
}

export const PLAIN_LOOK: Look = { isGone: false, isTiny: false, colour: BLACK, ground: WHITE }

/** Elements of which nothing is shown. */
const NEVER_SHOWN = new Set([
  'head',
  'title',
  'script',
  'style',
  'template',
  'textarea',
  'noscript',
  'datalist',
  'iframe',
  'object',
])

export function isSeen({ isGone, isTiny, colour, ground }: Look): boolean {
  if (isGone || isTiny || colour === 'transparent') return false
  return colour === null || ground === null || isSeenOn(colour, ground)
}

/** The look inside an element, given that around it and the classes and ids that a style sheet of the mail hides. */
export function lookInside(outer: Look, name: string, attributes: string, hiding: ReadonlySet<string>): Look {
  if (outer.isGone) return outer
  if (attributes === '') return NEVER_SHOWN.has(name) ? { ...outer, isGone: true } : outer
  const style = plainStyle(attributeOf(attributes, 'style'))
  const isGone =
    NEVER_SHOWN.has(name) ||
    /(^|\s)hidden(\s|=|\/|$)/i.test(attributes) ||
    isHiding(style) ||
    isListed(attributes, hiding)
  return {
    isGone,
    isTiny: sizeOf(style) ?? outer.isTiny,
    colour: colourOf(style, attributes) ?? outer.colour,
    ground: groundOf(style, attributes, outer.ground),
  }
}

/** The value of an attribute, its references read; empty where it is not there. */
export function attributeOf(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '')
}

/** A style with what does not change its meaning taken out: case, blanks, comments, escapes. */
const plainStyle = (style: string): string =>
  style
    .replaceAll(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
    )
    .replaceAll(/\/\*[^*]*\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\s*([:;,])\s*/g, '$1')
    .replaceAll('!important', '')
    .trim()
    .toLowerCase()

/** Whether a style, plain, takes its element out of sight. */
const isHiding = (style: string): boolean =>
  /(^|;)(display:none|visibility:(hidden|collapse)|opacity:0?(\.0\d*)?(;|$)|mso-hide:all|(max-)?(height|width):0(px|pt|em|%)?\s*(;|$)|text-indent:-\d{3,}|(left|top|right|margin-left|margin-top):-\d{3,}|clip:rect\(0|clip-path:inset\((50|100)%|transform:scale\(0(\.0\d*)?\))/.test(
    style,
  )

function isListed(attributes: string, hiding: ReadonlySet<string>): boolean {
  if (hiding.size === 0) return false
  const classes = attributeOf(attributes, 'class').split(/\s+/)
  return classes.some((one) => hiding.has(`.${one}`)) || hiding.has(`#${attributeOf(attributes, 'id')}`)
}

function sizeOf(style: string): boolean | null {
  const size = /(?:^|;)font(?:-size)?:(?:[^;]* )?(\d*\.?\d+)(px|pt|em|rem|%|)(?=[;/ ]|$)/.exec(style)
  if (size === null) return null
  const leastSeen = size[2] === 'em' || size[2] === 'rem' ? 0.2 : size[2] === '%' ? 20 : 2
  return Number(size[1]) <= leastSeen
}

function colourOf(style: string, attributes: string): Colour | 'transparent' | null {
  const said =
    /(?:^|;)(?:-webkit-text-fill-)?color:([^;]+)/.exec(style)?.[1] ?? attributeOf(attributes, 'color').toLowerCase()
  return readColour(said.trim())
}

function groundOf(style: string, attributes: string, outer: Colour | null): Colour | null {
  const said =
    /(?:^|;)background(?:-color)?:([^;]+)/.exec(style)?.[1] ?? attributeOf(attributes, 'bgcolor').toLowerCase()
  if (said === '') return outer
  // A picture behind the words may be of any colour.
  if (said.includes('url(') || said.includes('gradient')) return null
  const colours = said.split(/ (?![^(]*\))/).map((word) => readColour(word.trim()))
  const ground = colours.find((colour) => colour !== null) ?? null
  return ground === 'transparent' ? outer : ground
}

const RULES_MAX = 2_000

/** The classes and ids that a style sheet hides: `.note`, `#extra`. Rules for some screens only count too: less is read then. */
export function hiddenBy(sheet: string): readonly string[] {
  const hiding: string[] = []
  let rules = 0
  for (const [, selectors = '', style = ''] of sheet.matchAll(/([^{}]{1,400})\{([^{}]{0,2000})\}/g)) {
    if (rules++ > RULES_MAX) break
    const plain = plainStyle(style)
    if (!isHiding(plain) && sizeOf(plain) !== true) continue
    hiding.push(...selectors.split(',').flatMap((selector) => /([.#][\w-]+)\s*$/.exec(selector)?.[1] ?? []))
  }
  return hiding
}
