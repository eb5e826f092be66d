import { xmlText } from '../../kernel/xml.ts'
import type { Category } from '../../records/category.ts'
import { categories } from '../../records/index.ts'
import { retentionTable } from '../../retention/retention-table.ts'
import type { SitePage } from './site-page.ts'

/** The categories as programs read them: the same that a business gets from `/v1/retention` before it chose anything. */
export const publishedRetention = () => ({
  object: 'list' as const,
  data: categories.map(({ name, what, basis, subject, keepDays, bounds, endAction }) => ({
    category: name,
    what,
    basis,
    subject,
    keep_days: keepDays,
    bounds: bounds === 'fixed' ? null : { min_days: bounds.minDays, max_days: bounds.maxDays },
    end_action: endAction,
  })),
})

const BASIS: Readonly<Record<Category['basis'], string>> = {
  contract: 'contract',
  consent: 'consent',
  legitimate_interest: 'legitimate interest',
  legal_obligation: 'law',
}

const daysOf = (days: number | null): string => (days === null ? 'see there' : days === 1 ? '1 day' : `${days} days`)

const chosenOf = ({ bounds }: Category): string =>
  bounds === 'fixed' ? 'nothing' : `${bounds.minDays === 0 ? 'never stored' : bounds.minDays} to ${bounds.maxDays} days`

const lineRow = ({ what, keep, note }: ReturnType<typeof retentionTable>[number]): string =>
  `<tr><td><strong>${xmlText(what)}</strong></td><td>${xmlText(keep)}</td><td class="soft small">${xmlText(note)}</td></tr>`

/** How long each kind of data is kept. Made of the categories that the sweep itself goes by. */
export function retentionPage(): SitePage {
  const rows = categories.map(
    (one) =>
      `<tr><td id="${one.name}"><strong>${xmlText(titleOf(one.name))}</strong><br><span class="small soft">${xmlText(one.what)}</span></td><td data-of="Kept">${daysOf(one.keepDays)}</td><td data-of="A business may choose">${chosenOf(one)}</td><td data-of="Because of">${BASIS[one.basis]}</td></tr>`,
  )
  return {
    title: 'How long we keep data',
    path: '/retention',
    html: `<h1>How long we keep data</h1>
<p class="lead">Every kind of data has a time. When it is over a program deletes it, and signs a list of how much it deleted.</p>
<div class="scroll" tabindex="0" role="region" aria-label="In short"><table class="wide"><thead><tr><th scope="col">What</th><th scope="col">Kept</th><th scope="col"></th></tr></thead><tbody>${retentionTable().map(lineRow).join('\n')}</tbody></table></div>
<h2>Every kind of data</h2>
<p>This table is made of the program that does it. A business may choose another time within the bounds given. There are no backups beside the databases' own thirty days of history, in which everything that people said and wrote stays encrypted with keys that have no history.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Keep times"><table class="wide"><thead><tr><th scope="col">Kind</th><th scope="col">Kept</th><th scope="col">A business may choose</th><th scope="col">Because of</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`,
  }
}

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`
