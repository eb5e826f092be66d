import { xmlText } from '../../kernel/xml.ts'
import { notExported, type DocumentFormat } from './document.ts'

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1a1a1a}
h1{font-size:1.6em}h2{margin-top:2em;border-bottom:1px solid #bbb}h2::first-letter{text-transform:uppercase}p.what{color:#555}
dl{display:grid;grid-template-columns:minmax(8em,14em) 1fr;gap:.15em 1em;margin:0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
article{border:1px solid #ddd;border-radius:6px;padding:.7em 1em;margin:.7em 0;break-inside:avoid}ol{margin:0;padding-left:1.4em}
@media print{body{margin:0;max-width:none}article{border-color:#999}}`

/** No script, nothing from elsewhere: it opens from a disk, and prints. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; media-src 'self' file:; base-uri 'none'; form-action 'none'`

const words = (name: string): string => name.replaceAll('_', ' ')

/** Whatever a record holds, for people. What is empty is not shown. */
function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (Array.isArray(value)) return list(value)
  if (typeof value === 'object') return members(value as Readonly<Record<string, unknown>>)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return xmlText(String(value as string | number))
}

function list(values: readonly unknown[]): string {
  const items = values.map(shown).filter((item) => item !== '')
  return items.length === 0 ? '' : `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`
}

function members(record: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(record).flatMap(([name, value]) => {
    const text = name === 'file' && typeof value === 'string' ? link(value) : shown(value)
    return text === '' ? [] : [`<dt>${xmlText(words(name))}</dt><dd>${text}</dd>`]
  })
  return entries.length === 0 ? '' : `<dl>${entries.join('')}</dl>`
}

/** A file of the archive, by its name in it: names are made of ids. */
const link = (file: string): string => `<a href="${xmlText(encodeURI(file))}">${xmlText(file)}</a>`

const keepTime = (keepDays: number | null): string =>
  keepDays === null ? 'Kept as long as its purpose lasts.' : `Kept for ${keepDays} days.`

/** `export.html`. */
export const htmlDocument: DocumentFormat = {
  fileName: 'export.html',
  head({ business, personId, madeAtMs, scope }) {
    const title = `What ${xmlText(business)} keeps about you`
    const when = new Date(madeAtMs).toISOString().slice(0, 16).replace('T', ' ')
    const about =
      scope === 'all'
        ? 'Everything that is kept, with files beside this page. Where a record is about somebody else as well, their part is left out.'
        : 'Which kinds of data are kept.'
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1><p>Made ${when} UTC for ${xmlText(personId)}. ${about}</p>\n`
  },
  beginCategory: ({ name, what, keepDays }) =>
    `<section><h2>${xmlText(words(name))}</h2><p class="what">${xmlText(what)} ${keepTime(keepDays)}</p>\n`,
  record: (record) => `<article>${members(record)}</article>\n`,
  endCategory: (count, scope) =>
    `${count === 0 ? '<p>Nothing is kept.</p>' : scope === 'categories' ? '<p>Something is kept.</p>' : ''}</section>\n`,
  foot() {
    const left = notExported().map(([{ name }, why]) => `<dt>${xmlText(words(name))}</dt><dd>${xmlText(why)}</dd>`)
    return `<section><h2>not in here</h2><dl>${left.join('')}</dl></section></body></html>\n`
  },
}
