import { xmlText } from '../../kernel/xml.ts'
import type { PromiseResult, PromiseState, TrustDocument } from '../../promises/trust-document.ts'
import type { SitePage } from './site-page.ts'

const RESULT: Readonly<Record<PromiseResult, string>> = {
  pass: 'kept',
  fail: 'test failed',
  unknown: 'not run yet',
  not_yet: 'not yet',
}

/** Every promise with its test and how that went: by kind of control, each of which can be gone to without a script. */
export function trustPage({ last_run, summary, controls, promises }: TrustDocument): SitePage {
  const sections = controls.map(({ id, name }) => {
    const rows = promises.filter(({ control }) => control === id).map(row)
    return `<section><h2 id="${id}">${name}</h2>${table(rows)}</section>`
  })
  return {
    title: 'Trust',
    path: '/trust',
    html: `<h1>What we promised, and whether it is so</h1>
<p class="lead">Every sentence of our two policies is a promise with a number. Each that is kept names the test that proves it; what is not there yet says why.</p>
<p>${summaryOf(summary)} ${last_run === null ? '' : `The tests ran last on <time datetime="${last_run}">${last_run}</time>.`} M is <a href="/privacy/misocare">the policy of Misocare</a>, C that of <a href="/privacy/carecaller">CareCaller</a>. For programs: the same address with <code>Accept: application/json</code>.</p>
<nav aria-label="Controls"><ul>${controls.map(({ id, name, promises: its }) => `<li><a href="#${id}">${name}</a> <span class="soft small">${its.length}</span></li>`).join('')}<li><a href="#not-yet">Not yet</a> <span class="soft small">${summary.not_yet}</span></li></ul></nav>
${sections.join('\n')}
<section><h2 id="not-yet">Not yet</h2>${list(promises.filter(({ result }) => result !== 'pass'))}</section>`,
  }
}

function summaryOf({ pass, fail, unknown, not_yet }: TrustDocument['summary']): string {
  const parts = [
    `<strong class="pass">${pass} kept</strong>`,
    fail === 0 ? '' : `<strong class="fail">${fail} failed</strong>`,
    unknown === 0 ? '' : `<strong class="unknown">${unknown} not run yet</strong>`,
    `<strong class="not_yet">${not_yet} not there yet</strong>`,
  ]
  return `${parts.filter((part) => part !== '').join(', ')}.`
}

const table = (rows: readonly string[]): string =>
  `<div class="scroll" tabindex="0" role="region" aria-label="Promises"><table class="wide"><thead><tr><th scope="col">Promise</th><th scope="col">State</th><th scope="col">Proof</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`

function row({ id, promise, result, tests, why }: PromiseState): string {
  const proof = tests.map(({ file, name }) => `${xmlText(name)}<br><code>${xmlText(file)}</code>`).join('<br>')
  return `<tr id="${id}"><td><a href="#${id}">${id}</a> ${xmlText(promise)}</td><td class="state ${result}">${RESULT[result]}</td><td class="small">${why === null ? proof : xmlText(why)}</td></tr>`
}

const list = (open: readonly PromiseState[]): string =>
  open.length === 0
    ? '<p>Nothing.</p>'
    : `<ul>${open.map(({ id, promise, result, why }) => `<li><a href="#${id}">${id}</a> ${xmlText(promise)}: <span class="soft">${xmlText(why ?? RESULT[result])}</span></li>`).join('')}</ul>`
