import { ANSWER_ABOVE } from '../own-marks.ts'

const OWN = Object.values(ANSWER_ABOVE)
const LINE_CHARS_MAX = 400

/** A line as it is compared with what mail programs write: no invisible characters, no bold marks, single blanks. */
export const plainLine = (line: string): string =>
  line
    .slice(0, LINE_CHARS_MAX)
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Cc}*]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

const FORWARD =
  /^-*\s*(begin forwarded message|forwarded message|mensaje reenviado|inicio del mensaje reenviado|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|message transfere|message transféré|debut du message reexpedie|début du message réexpédié|mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato|inizio messaggio inoltrato)\s*[:-]*$/i

const ORIGINAL =
  /^[-_=]{2,}\s*(original message|original appointment|mensaje original|ursprüngliche nachricht|originalnachricht|message d'origine|message original|mensagem original|messaggio originale)\s*[-_=]{2,}$/i

/** `On … wrote:` of six languages, with a date or an address in it: a sentence of somebody's own has neither and a colon. */
const ATTRIBUTION =
  /^(?:[-_]{2,} ?)?(?:(?:on|el|am|le|em|il|den|op)\b.{3,300}\b(?:wrote|escribió|escribio|schrieb|a écrit|a ecrit|escreveu|ha scritto|schreef)\b.{0,160}|.{1,160}(?:wrote|escribió|schrieb|a écrit|escreveu|ha scritto)(?: (?:am|on|el|le|em|il)\b.{3,120})?) ?(?::|[-_]{2,})$/i
const NAMES_SOMEBODY = /[@\d]/

const BLOCK_FROM = /^(from|de|von|da|van|expéditeur|mittente)\s*:\s*\S/i
const BLOCK_OTHER =
  /^(sent|date|to|subject|cc|enviado( el)?|fecha|para|asunto|gesendet|datum|an|betreff|envoyé|à|objet|enviada( em)?|data|assunto|inviato|a|oggetto)\s*:/i
const BLOCK_LINES_MAX = 6
const ATTRIBUTION_LINES_MAX = 3

export const isForwardMark = (line: string): boolean => FORWARD.test(line)
export const isOriginalMark = (line: string): boolean => ORIGINAL.test(line) || OWN.some((mark) => line.includes(mark))
export const isQuoteLine = (line: string): boolean => line.startsWith('>')

/** Whether the header lines of another mail begin here, as Outlook writes them above what it quotes. */
export function beginsHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!BLOCK_FROM.test(lines[at] ?? '')) return false
  return lines.slice(at + 1, at + BLOCK_LINES_MAX).filter((line) => BLOCK_OTHER.test(line)).length >= 2
}

/** How many lines from here on are a `… wrote:`, which programs break at will. Zero where none begins. */
export function attributionLines(lines: readonly string[], at: number): number {
  let joined = ''
  for (let count = 1; count <= ATTRIBUTION_LINES_MAX; count++) {
    const line = lines[at + count - 1] ?? ''
    if (line === '' || isQuoteLine(line)) return 0
    joined = `${joined} ${line}`.trim()
    if (!/[:_-]$/.test(joined) || !ATTRIBUTION.test(joined)) continue
    const next = lines.slice(at + count, at + count + 3).find((following) => following !== '') ?? ''
    return NAMES_SOMEBODY.test(joined) || isQuoteLine(next) ? count : 0
  }
  return 0
}
