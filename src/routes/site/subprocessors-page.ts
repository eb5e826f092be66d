import { xmlText } from '../../kernel/xml.ts'
import type { subprocessorObject } from '../subprocessor-object.ts'
import type { SitePage } from './site-page.ts'

type Company = ReturnType<typeof subprocessorObject>

const CONTRACT: Readonly<Record<Company['contract'], string>> = {
  none: 'none',
  dpa: 'agreement on data processing',
  dpa_scc: 'agreement on data processing, with the standard contractual clauses',
}

/** Whom anything may reach besides the business itself: the register that the gateway itself refuses by. */
export const subprocessorsPage = (companies: readonly Company[]): SitePage => ({
  title: 'Companies that work for us',
  path: '/subprocessors',
  html: `<h1>Companies that work for us</h1>
<p class="lead">Nothing is sent to anybody who is not on this list: the program that sends goes by it. Without an agreement on health data, nothing about patients is sent.</p>
${companies.map(companyHtml).join('\n')}
<p>A business's own systems, to which it has us report, are its own and not on this list. For programs: the same address with <code>Accept: application/json</code>.</p>`,
})

const words = (names: readonly string[]): string =>
  names.map((name) => READABLE[name] ?? name.replaceAll('_', ' ')).join(', ')

/** Names of the register that a reader would not take for what they are. */
const READABLE: Readonly<Record<string, string>> = {
  user_id: 'name of a WhatsApp account',
  ids: 'reference ids',
  email: 'e-mail address',
  phone: 'phone number',
  files: 'files sent',
  eu: 'European Union',
  us: 'United States',
  global: 'worldwide',
}

const day = (at: string | null): string => at?.slice(0, 10) ?? 'not yet'

function companyHtml(company: Company): string {
  const rows = [
    ...company.purposes.map(({ purpose, fields }): [string, string] => [
      `To ${words([purpose])}`,
      fields.length === 0 ? 'nothing about a person' : words(fields),
    ]),
    ['Where', words(company.regions)],
    ['Contract', CONTRACT[company.contract]],
    ['Agreement on health data', company.baa ? 'yes' : 'no'],
    ['Keeps what it was sent', company.zero_retention ? 'no' : 'as its contract says'],
    ['Last reviewed', day(company.reviewed_at)],
    ['Next review by', day(company.review_due_at)],
  ]
  return `<section class="card" id="${xmlText(company.id)}"><h2>${xmlText(company.company)}</h2><p>${xmlText(company.what)}</p><dl>${rows
    .map(([label = '', value = '']) => `<dt>${xmlText(label)}</dt><dd>${xmlText(value)}</dd>`)
    .join('')}</dl></section>`
}
