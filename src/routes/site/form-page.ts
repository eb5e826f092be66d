import { xmlText } from '../../kernel/xml.ts'
import { HONEYPOT, type FormErrors, type FormValues, type PublicForm } from './public-forms.ts'
import type { SitePage } from './site-page.ts'

interface Filled {
  readonly values: FormValues
  readonly errors: FormErrors
}

/** A form, empty or as it came back. Everything that was filled in is inert: it is text and nothing else. */
export function formPage(form: PublicForm, { values, errors }: Filled = { values: {}, errors: {} }): SitePage {
  const isWrong = Object.keys(errors).length > 0
  return {
    title: isWrong ? `Not sent yet: ${form.title}` : form.title,
    path: form.path,
    html: `<h1>${form.title}</h1>
<p class="lead">${form.lead}</p>
${isWrong ? '<p class="wrong" role="alert">This was not sent yet. Please look at what is marked.</p>' : ''}
<form method="post" action="${form.path}" novalidate>
${form.fields.map((field) => fieldHtml(field, values[field.name] ?? '', errors[field.name])).join('\n')}
<div class="pot" aria-hidden="true"><label for="${HONEYPOT}">Leave this empty</label><input id="${HONEYPOT}" name="${HONEYPOT}" tabindex="-1" autocomplete="off"></div>
<button>Send</button>
<p class="small soft">We keep this for two years after we last heard from each other, to answer you, and for nothing else: see <a href="/privacy/carecaller">the policy</a>. To have it deleted, write to us.</p>
</form>`,
  }
}

type Field = PublicForm['fields'][number]

function fieldHtml(field: Field, value: string, error: string | undefined): string {
  const { name, label, required, charsMax, autocomplete } = field
  const wrong = error === undefined ? '' : ` aria-invalid="true" aria-describedby="${name}-wrong"`
  const attributes = `id="${name}" name="${name}" maxlength="${charsMax}" autocomplete="${autocomplete}"${required ? ' required' : ''}${wrong}`
  const input =
    name === 'message'
      ? `<textarea ${attributes}>\n${xmlText(value)}</textarea>`
      : `<input ${attributes} type="${name === 'email' ? 'email' : 'text'}" value="${xmlText(value)}">`
  const note = error === undefined ? '' : `<p class="wrong" id="${name}-wrong">${error}</p>`
  return `<label for="${name}">${label}${required ? '' : ' <span class="soft">(if you like)</span>'}</label>${input}${note}`
}

/** After it was sent. */
export const THANKS_PAGE: SitePage = {
  title: 'Thank you',
  path: '/thanks',
  html: '<h1>Thank you</h1><p class="lead">It has arrived. You will get a mail that says so, and an answer from a person.</p>',
}
