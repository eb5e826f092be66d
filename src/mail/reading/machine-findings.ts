import { foldText } from './fold-text.ts'
import type { Label } from './labels.ts'
import type { Finding, LoopClass } from './mail-reading.ts'
import { fieldNamed, type HeaderField } from './raw-headers.ts'

interface Made {
  readonly asked: readonly Finding[]
  readonly fields: readonly HeaderField[]
  readonly loop: LoopClass
  readonly fresh: string
  readonly subject: string
}

const BOUNCED =
  /undeliver(?:ed|able)|delivery (?:status notification|failure|has failed|failed|incomplete)|mail delivery (?:failed|subsystem)|returned mail|failure notice|could not be delivered|wasn't delivered|message not delivered|address not found|no se pudo entregar|unzustellbar|non remis|nao entregue/
const AWAY =
  /out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response|answer)|i am (?:currently )?(?:away|out of|on (?:vacation|leave|holiday))|on (?:annual|parental|maternity|sick) leave|fuera de (?:la )?oficina|respuesta automatica|abwesenheit|abwesend|automatische antwort|reponse automatique|absence du bureau|absent du bureau|resposta automatica|ausencia|risposta automatica/

/**
 * The findings of a mail with what machines say added: a report of a mail that did not arrive, an answer given by nobody, an
 * unsubscribe that a program sent. At least one: `other` where nothing else was found.
 *
 * A machine's mail asks for no right, whatever words it carries: it often carries ours.
 */
export function machineFindings(made: Made): readonly Finding[] {
  const { asked, loop } = made
  if (loop.isUnsubscribe) return [finding('optout_marketing', made.fresh, 'optout.machine'), ...asked.filter(isOptOut)]
  const machine = machineLabel(made)
  if (machine !== null) return [finding(machine, made.fresh, `${machine}.machine`)]
  return asked.length > 0 ? asked : [{ ...finding('other', made.fresh, 'other'), confidence: 0.5 }]
}

const isOptOut = ({ label }: Finding): boolean => label.startsWith('optout_') && label !== 'optout_marketing'

function machineLabel({ fields, loop, fresh, subject }: Made): Label | null {
  if (loop.reason === null) return null
  const type = fieldNamed(fields, 'content-type')?.toLowerCase() ?? ''
  const reported = REPORTED.find(([report]) => type.includes(report))
  if (reported !== undefined) return reported[1]
  const said = foldText(`${subject}\n${fresh.slice(0, 1_000)}`).text
  const isAnswer = /^auto-(replied|notified)/i.test(fieldNamed(fields, 'auto-submitted') ?? '')
  if (BOUNCED.test(said) && (isAnswer || loop.reason !== 'auto_submitted')) return 'bounce'
  return isAnswer || AWAY.test(said) || ANSWERED.test(loop.reason) ? 'auto_reply' : null
}

/** What a report is, by what it reports. */
const REPORTED: readonly (readonly [string, Label])[] = [
  ['feedback-report', 'complaint'],
  ['delivery-status', 'bounce'],
  ['disposition-notification', 'auto_reply'],
]

const ANSWERED = /^(own_mail|auto_answered|away_subject)$/

/** The first line is the quote: of a machine's mail no sentence says what it is. */
const finding = (label: Label, fresh: string, rule: string): Finding => ({
  label,
  quote:
    fresh
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 400) ?? '',
  rule,
  confidence: 0.9,
})
