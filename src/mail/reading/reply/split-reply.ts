import type { MailText } from '../mail-reading.ts'
import { isProgramLine, isSignatureMark, isSmallPrint } from './footer-lines.ts'
import {
  attributionLines,
  beginsHeaderBlock,
  isForwardMark,
  isOriginalMark,
  isQuoteLine,
  plainLine,
} from './quote-marks.ts'

type Part = keyof MailText

/** Lines from one place on that belong together. */
interface Stretch {
  readonly part: Part
  readonly lines: number
  /** Where unmarked lines after it belong. */
  readonly rest: Part
}

/**
 * A mail's text in what its sender wrote anew, what they quote, what they signed with and what they pass on.
 *
 * Lines marked `>` are quoted wherever they stand, so that answers between them stay fresh; everything below the head of
 * another mail is quoted, or passed on where the sender said so.
 *
 * @param isForward  whether the subject says that the mail passes something on.
 */
export function splitReply(text: string, isForward: boolean): MailText {
  const lines = text.split(/\r\n?|\n/)
  const plain = lines.map(plainLine)
  const parts: Record<Part, string[]> = { fresh: [], quoted: [], signature: [], forwarded: [] }
  let rest: Part = 'fresh'
  let at = 0
  while (at < lines.length) {
    const stretch: Stretch = isOver(rest)
      ? { part: rest, lines: lines.length - at, rest }
      : stretchAt(plain, at, rest, isForward)
    for (const line of lines.slice(at, at + stretch.lines)) parts[stretch.part].push(line)
    at += stretch.lines
    rest = stretch.rest
  }
  return withFresh(parts)
}

/** Whether everything that follows is somebody else's. */
const isOver = (rest: Part): boolean => rest === 'quoted' || rest === 'forwarded'

function stretchAt(plain: readonly string[], at: number, rest: Part, isForward: boolean): Stretch {
  const line = plain[at] ?? ''
  if (isQuoteLine(line)) return { part: 'quoted', lines: 1, rest }
  return otherMailAt(plain, at, rest, isForward) ?? ownLine(line, rest)
}

/** Where the head of another mail begins: whatever stands below it is that mail. */
function otherMailAt(plain: readonly string[], at: number, rest: Part, isForward: boolean): Stretch | null {
  const line = plain[at] ?? ''
  if (isForwardMark(line)) return { part: 'forwarded', lines: 1, rest: 'forwarded' }
  const others: Part = isForward ? 'forwarded' : 'quoted'
  if (isOriginalMark(line) || beginsHeaderBlock(plain, at)) return { part: others, lines: 1, rest: others }
  const lines = line === '' ? 0 : attributionLines(plain, at)
  if (lines === 0) return null
  const next = plain.slice(at + lines, at + lines + 3).find((following) => following !== '') ?? ''
  // Where its quotation is marked line by line, answers may stand below and between.
  return isQuoteLine(next) ? { part: 'quoted', lines, rest } : { part: others, lines, rest: others }
}

function ownLine(line: string, rest: Part): Stretch {
  if (isProgramLine(line)) return { part: 'signature', lines: 1, rest }
  const isFooter = isSignatureMark(line) || isSmallPrint(line)
  return { part: isFooter ? 'signature' : rest, lines: 1, rest: isFooter ? 'signature' : rest }
}

/** Some begin their letter below a line of dashes: a signature under nothing is the letter. */
function withFresh(parts: Record<Part, string[]>): MailText {
  const joined = (part: Part): string => parts[part].join('\n').trim()
  const fresh = joined('fresh')
  const below = parts.signature.filter((line) => !isProgramLine(plainLine(line)) && !isSignatureMark(plainLine(line)))
  const isUnsigned = fresh === '' && !below.some((line) => isSmallPrint(plainLine(line)))
  const letter = isUnsigned ? below.join('\n').trim() : fresh
  return {
    fresh: letter,
    quoted: joined('quoted'),
    signature: isUnsigned && letter !== '' ? '' : joined('signature'),
    forwarded: joined('forwarded'),
  }
}
