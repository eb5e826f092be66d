import { agree, type Agreed } from './agree.ts'
import { authenticate } from './authenticate.ts'
import { CLASSIFIED_CHARS_MAX, classify } from './classify.ts'
import { decodeField } from './decode-leaf.ts'
import { factsOf } from './facts/facts-of.ts'
import { foldText } from './fold-text.ts'
import { guessLanguage } from './language.ts'
import { loopClass } from './loop-class.ts'
import { machineFindings } from './machine-findings.ts'
import type { Finding, MailReading, MailSetting, MailText } from './mail-reading.ts'
import { messageIdsIn } from './message-ids.ts'
import { needsPersonFor } from './needs-person.ts'
import { fieldNamed, fieldsNamed, readHeader } from './raw-headers.ts'
import { readBody, type Body } from './read-body-text.ts'
import { recipientsOf } from './recipients.ts'
import { subjectLine, type Subject } from './subject-line.ts'
import { splitReply } from './reply/split-reply.ts'

/** More of a mail is not looked at: whatever it is, its beginning says what it wants. */
export const MAIL_BYTES_MAX = 5 * 1024 * 1024

/** What a mail program writes by itself is a line or two. */
const MACHINE_WORDS_CHARS_MAX = 1_000

/**
 * Reads a mail: who it is from, what of it is new, what it asks for, and whether somebody has to look at it.
 *
 * Never throws for what a mail holds; bounded in time and memory whatever it holds. Nothing in it is ever followed: what a mail
 * tells us to do is only ever something that its sender asks for.
 *
 * @param raw  the mail's bytes; what is beyond {@link MAIL_BYTES_MAX} is not read.
 */
export async function readMail(raw: Uint8Array, setting: MailSetting): Promise<MailReading> {
  const bytes = raw.subarray(0, MAIL_BYTES_MAX)
  const header = readHeader(bytes)
  const { fields } = header
  const subject = subjectLine(decodeField(fieldNamed(fields, 'subject')), fieldNamed(fields, 'in-reply-to') !== null)
  const body = await readBody(bytes, fields, header.bodyAt)
  const forms = formsOf(body, subject)
  const { findings: asked, conflicts } = findingsOf(forms)
  const text = textOf(forms, body)
  const folded = foldText(text.fresh.slice(0, CLASSIFIED_CHARS_MAX)).text
  const sender = authenticate(header, setting.authservId)
  const to = recipientsOf(fields)
  const fromAddress = sender.from?.address ?? null
  const loop = loopClass(
    { fields, fromAddress, envelopeFrom: setting.envelopeFrom ?? returnPath(fields), ownDomains: setting.ownDomains },
    foldText(subject.text).text,
    foldText((forms.plain?.fresh ?? '').slice(0, MACHINE_WORDS_CHARS_MAX)).text,
  )
  const findings = machineFindings({ asked, fields, loop, fresh: text.fresh, subject: subject.text })
  const language = guessLanguage(folded)
  const isCut = setting.truncated || raw.length > bytes.length || header.isCut || body.isCut
  return {
    messageId: messageIdsIn(fieldNamed(fields, 'message-id'))[0] ?? null,
    inReplyTo: messageIdsIn(fieldNamed(fields, 'in-reply-to'))[0] ?? null,
    references: messageIdsIn(fieldsNamed(fields, 'references').join(' ')),
    ...sender,
    to,
    subject: subject.text,
    loop,
    text,
    language,
    findings,
    conflicts,
    facts: factsOf(text, {
      isMachine: loop.reason !== null,
      addresses: [...to, ...(fromAddress === null ? [] : [fromAddress])],
      to,
      subject: subject.text,
    }),
    needsPerson: needsPersonFor({ body, text, findings, conflicts, language, isCut, loop }),
  }
}

interface Forms {
  readonly plain: MailText | null
  /** Only where there is a plain form too: otherwise the HTML is the mail's only form. */
  readonly html: MailText | null
}

function formsOf({ plain, html }: Body, subject: Subject): Forms {
  const form = (text: string): MailText => withSubject(splitReply(text, subject.isForward), subject)
  if (plain.trim() === '') return { plain: form(html), html: null }
  return { plain: form(plain), html: html.trim() === '' ? null : form(html) }
}

/** The subject is the first line of a letter that begins something; below an answer it is ours or theirs of before. */
function withSubject(text: MailText, subject: Subject): MailText {
  return subject.isNew ? { ...text, fresh: `${subject.text}\n\n${text.fresh}`.trim() } : text
}

function findingsOf({ plain, html }: Forms): Agreed {
  const findings: readonly Finding[] = classify(plain?.fresh ?? '')
  return html === null ? { findings, conflicts: [] } : agree(findings, classify(html.fresh))
}

/** One text; both, where something was found that the plain form alone does not say. */
function textOf({ plain, html }: Forms, body: Body): MailText {
  const text = plain ?? { fresh: '', quoted: '', signature: '', forwarded: '' }
  const differs = html !== null && squeezed(html.fresh) !== squeezed(text.fresh)
  return {
    ...text,
    fresh: differs ? `${text.fresh}\n\n${html.fresh}` : text.fresh,
    forwarded: [text.forwarded, body.within].filter((part) => part !== '').join('\n\n'),
  }
}

const squeezed = (text: string): string => text.replaceAll(/[\s\u00A0]+/g, ' ').trim()

const returnPath = (fields: Parameters<typeof fieldNamed>[0]): string | null => fieldNamed(fields, 'return-path')
