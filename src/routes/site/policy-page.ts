import { xmlText } from '../../kernel/xml.ts'
import { changesBetween } from '../../policies/changes-between.ts'
import { SERVICES } from '../../policies/policy-line.ts'
import type { PolicyVersion } from '../../policies/policy-versions.ts'
import type { SitePage } from './site-page.ts'

/** A version in the frame of its line. */
interface Shown {
  readonly version: PolicyVersion
  /** Its text, word for word. */
  readonly text: string
  /** Every version of its line, oldest first. */
  readonly all: readonly PolicyVersion[]
  /** The one that holds now. */
  readonly standing: PolicyVersion
}

export const dateOf = (atMs: number): string =>
  new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

const pathOf = ({ line, version }: PolicyVersion): string => `/privacy/${line}/${version}`

/** A policy as people read it, with its date, its hash, and what came before. */
export function policyPage({ version, text, all, standing }: Shown): SitePage {
  const other = version.line === 'misocare' ? 'carecaller' : 'misocare'
  const note =
    version.version === standing.version
      ? ''
      : `<p class="card not_yet">This is not the version that holds now. <a href="${pathOf(standing)}">Read that one.</a></p>`
  return {
    title: `Privacy policy of ${SERVICES[version.line].name}`,
    path: '/privacy',
    html: `${note}<article>${htmlOf(text)}</article>
<aside class="card small" aria-label="About this version"><dl>
<dt>Holds from</dt><dd>${dateOf(version.effectiveAtMs)}</dd>
<dt>Version</dt><dd>${version.version} (<a href="${pathOf(version)}.txt">as plain text</a>)</dd>
<dt>SHA-256 of the text</dt><dd class="hash">${version.sha256}</dd>
<dt>All versions</dt><dd>${all.map((each) => versionLink(each, all)).join('<br>')}</dd>
<dt>See also</dt><dd><a href="/privacy/${other}">Privacy policy of ${SERVICES[other].name}</a>, <a href="/retention">how long each kind of data is kept</a></dd>
</dl></aside>`,
  }
}

function versionLink(version: PolicyVersion, all: readonly PolicyVersion[]): string {
  const first = all[0] === version
  const changes = first ? 'the first' : `<a href="/privacy/${version.line}/changes/${version.version}">what changed</a>`
  return `<a href="${pathOf(version)}">${version.version}</a> (${changes})`
}

/** What a version says anew, beside what it no longer says. */
export function changesPage(before: Pick<Shown, 'version' | 'text'>, after: Pick<Shown, 'version' | 'text'>): SitePage {
  const lines = changesBetween(before.text, after.text).map(({ kind, text }) => {
    if (kind === 'same') return htmlOf(text)
    return kind === 'new' ? `<ins>${xmlText(text)}</ins>` : `<del>${xmlText(text)}</del>`
  })
  const { name } = SERVICES[after.version.line]
  return {
    title: `What changed in the privacy policy of ${name}`,
    path: '/privacy',
    html: `<h1>What changed in the privacy policy of ${name}</h1>
<p class="lead">From ${before.version.version} to ${after.version.version}, which holds from ${dateOf(after.version.effectiveAtMs)}.</p>
<p><del>No longer said</del><ins>Said anew</ins></p><article>${lines.join('\n').replaceAll(/<(\/?)h1>/g, '<$1h2>')}</article>`,
  }
}

/** The text of a policy as HTML: headings, lists and paragraphs are all it has. */
export function htmlOf(text: string): string {
  const blocks = text.split(/\n\n+/).filter((block) => block.trim() !== '')
  return blocks.map((block, nth) => blockHtml(block.trim(), nth === 0)).join('\n')
}

function blockHtml(block: string, isFirst: boolean): string {
  const heading = /^(#{1,2}) (.*)$/.exec(block)
  if (heading)
    return heading[1] === '#' && isFirst ? `<h1>${linked(heading[2])}</h1>` : `<h2>${linked(heading[2])}</h2>`
  if (!block.startsWith('- ')) return `<p>${linked(block)}</p>`
  const items = block.split(/\n?^- /m).filter((item) => item !== '')
  return `<ul>${items.map((item) => `<li>${linked(item)}</li>`).join('')}</ul>`
}

/** Our own paths and addresses made links. */
const linked = (text = ''): string =>
  xmlText(text)
    .replaceAll(/(?<=\s|^)\/(subprocessors|retention|cookies)\b/g, '<a href="/$1">/$1</a>')
    .replaceAll(/[\w.]+@[\w-]+(?:\.[\w-]+)+/g, (address) => `<a href="mailto:${address}">${address}</a>`)
