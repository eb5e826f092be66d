/** A field of a form, and what is true of it. */
interface FormField {
  readonly name: 'name' | 'organisation' | 'email' | 'message'
  readonly label: string
  readonly required: boolean
  readonly charsMax: number
  readonly autocomplete: string
}

/** A form that anybody may send us. */
export interface PublicForm {
  readonly path: '/contact' | '/demo' | '/support'
  readonly title: string
  readonly lead: string
  readonly ticket: 'inquiry' | 'demo' | 'support'
  /** Which of our addresses answers. */
  readonly inbox: 'general' | 'support'
  readonly fields: readonly FormField[]
}

const NAME = { name: 'name', label: 'Your name', required: false, charsMax: 200, autocomplete: 'name' } as const
const EMAIL = { name: 'email', label: 'E-mail address', required: true, charsMax: 254, autocomplete: 'email' } as const
const ORGANISATION = {
  name: 'organisation',
  label: 'Organisation',
  required: false,
  charsMax: 200,
  autocomplete: 'organization',
} as const

const message = (label: string, required = true): FormField => ({
  name: 'message',
  label,
  required,
  charsMax: 5_000,
  autocomplete: 'off',
})

export const PUBLIC_FORMS: readonly PublicForm[] = [
  {
    path: '/contact',
    title: 'Contact',
    lead: 'A person answers within two business days.',
    ticket: 'inquiry',
    inbox: 'general',
    fields: [NAME, EMAIL, message('What would you like to know?')],
  },
  {
    path: '/demo',
    title: 'Ask for a demonstration',
    lead: 'Tell us where to reach you. A person answers within two business days.',
    ticket: 'demo',
    inbox: 'general',
    fields: [NAME, ORGANISATION, EMAIL, message('What should it do for you?', false)],
  },
  {
    path: '/support',
    title: 'Support',
    lead: 'For businesses that use the service. Please send no health data and no passwords.',
    ticket: 'support',
    inbox: 'support',
    fields: [NAME, ORGANISATION, EMAIL, message('What happened, and what did you expect?')],
  },
]

/** What people never see and never fill in. Programs that fill in everything do. */
export const HONEYPOT = 'website'

export type FormValues = Readonly<Partial<Record<FormField['name'], string>>>
export type FormErrors = Readonly<Partial<Record<FormField['name'], string>>>

const EMAIL_FORM = /^[^\s@<>"',;:\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i

/** Control characters have no business in a form, but for new lines and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/gu

/** What was filled in, trimmed, and what is wrong with it, by field. */
export function readForm(
  form: PublicForm,
  given: ReadonlyMap<string, string>,
): { readonly values: FormValues; readonly errors: FormErrors } {
  const read = form.fields.map((field) => {
    const value = (given.get(field.name) ?? '').replaceAll('\r\n', '\n').replace(CONTROL, '').trim()
    return { field, value, error: errorOf(field, value) }
  })
  return {
    values: Object.fromEntries(read.map(({ field, value }) => [field.name, value])),
    errors: Object.fromEntries(read.flatMap(({ field, error }) => (error === null ? [] : [[field.name, error]]))),
  }
}

function errorOf({ name, required, charsMax }: FormField, value: string): string | null {
  if (value === '') return required ? 'Please fill this in.' : null
  if (value.length > charsMax) return `Please use at most ${charsMax} characters.`
  return name === 'email' && !EMAIL_FORM.test(value) ? 'This does not look like an e-mail address.' : null
}
