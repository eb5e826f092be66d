import { contextOf } from '../../context.ts'
import type { Env } from '../../env.ts'
import { readBody } from '../../kernel/read-body.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { PLATFORM } from '../../privacy/request.ts'
import { openTicket } from '../../tickets/open-ticket.ts'
import { formPage } from './form-page.ts'
import { pageAnswer } from './page-answer.ts'
import { HONEYPOT, readForm, type FormValues, type PublicForm } from './public-forms.ts'

const FORM_BYTES_MAX = 64 * 1024

/**
 * A form as it was sent: without cookies and without a script.
 *
 * What fills in what nobody sees is thanked and forgotten. The same words twice are one ticket and one acknowledgement.
 */
export async function takeForm(env: Env, request: Request, form: PublicForm, nowMs: number): Promise<Response> {
  const given = await fieldsOf(request)
  const { values, errors } = readForm(form, given)
  if (Object.keys(errors).length > 0)
    return pageAnswer(request, formPage(form, { values, errors }), { status: 422, isOwn: true })
  if ((given.get(HONEYPOT) ?? '') === '') await keep(env, form, values, nowMs)
  return new Response(null, { status: 303, headers: { location: '/thanks' } })
}

async function keep(env: Env, form: PublicForm, values: FormValues, nowMs: number): Promise<void> {
  const actor = { type: 'system', name: 'site' } as const
  const platform = contextOf(env, { tenantId: PLATFORM, region: 'global', livemode: true, actor }, nowMs)
  const { email = '', name = '', organisation = '', message = '' } = values
  const text = [organisation && `Organisation: ${organisation}`, message].filter((part) => part !== '').join('\n\n')
  const { ticketId } = await openTicket(platform, {
    kind: form.ticket,
    source: 'site',
    urgent: false,
    from: email,
    name: name === '' ? null : name,
    subject: form.title,
    text,
    tenantId: null,
  })
  await oweMail(platform, {
    // An address that is typed in may be anybody's.
    kind: 'unproven',
    onceKey: `ticket:${ticketId}`,
    to: email,
    from: form.inbox,
    subject: 'We have your message',
    text: ACKNOWLEDGEMENT,
    ticketId,
  })
}

const ACKNOWLEDGEMENT = `Thank you for writing to us through our website. Your message has arrived, and a person will answer it within two business days.

If you did not write to us, somebody gave your address by mistake; you need not do anything.`

/** What a form says, by name; of what is said twice the first. */
export async function fieldsOf(request: Request): Promise<ReadonlyMap<string, string>> {
  const body = await readBody(request, FORM_BYTES_MAX)
  if (!body.ok) throw new Refusal('too_large', 'The form is too long.')
  const contentType = request.headers.get('content-type') ?? ''
  const fields = new Map<string, string>()
  if (body.value.length === 0) return fields
  const read = new Response(body.value, { headers: { 'content-type': contentType } })
  try {
    for (const [name, value] of await read.formData())
      if (typeof value === 'string' && !fields.has(name)) fields.set(name, value)
  } catch {
    throw new Refusal('bad_request', 'This is no form.')
  }
  return fields
}
