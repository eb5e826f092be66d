import { notExported, type DocumentFormat } from './document.ts'

/** Its shape is in docs/export-format.md. */
const FORMAT = 'careline-export/1'

const text = (value: unknown): string => JSON.stringify(value)

/** `export.json`: one record a line, so that it can be read line by line as well. */
export const jsonDocument: DocumentFormat = {
  fileName: 'export.json',
  head({ exportId, personId, business, scope, madeAtMs }) {
    const about = { format: FORMAT, export_id: exportId, person_id: personId, business, scope }
    const made = { made_at: new Date(madeAtMs).toISOString() }
    return `${text({ ...about, ...made }).slice(0, -1)},"categories":{`
  },
  beginCategory({ name, what, basis, keepDays }, nth) {
    const about = text({ what, basis, keep_days: keepDays }).slice(0, -1)
    return `${nth === 0 ? '' : ','}\n${text(name)}:${about},"records":[`
  },
  record: (record, nth) => `${nth === 0 ? '' : ','}\n${text(record)}`,
  endCategory: (count) => `],"is_kept":${count > 0}}`,
  foot: () => `},\n"not_exported":${text(Object.fromEntries(notExported().map(([{ name }, why]) => [name, why])))}}\n`,
}
