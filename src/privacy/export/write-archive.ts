import { utf8 } from '../../kernel/bytes.ts'
import { log } from '../../kernel/log.ts'
import { SealBroken } from '../../vault/chunks.ts'
import type { CategoryName } from '../../records/category.ts'
import { categoryNamed } from '../../records/index.ts'
import type { DocumentFormat, ExportHead } from './document.ts'
import { EXPORT_FILES, type ExportFile } from './export-files.ts'
import { SECTIONS } from './export-plan.ts'
import type { ExportPlace } from './export-progress.ts'
import { htmlDocument } from './html-document.ts'
import { jsonDocument } from './json-document.ts'
import type { ExportSource } from './section.ts'
import { beginFile, directoryOf, endFile, withBytes, type ZipState, type ZipStep } from './zip.ts'

/** Records read and opened at a time. */
const PAGE = 50
/** Beyond so many an archive has no more files; its documents still tell of them. */
const FILES_MAX = 10_000

const FORMATS: Readonly<Record<'json' | 'html', DocumentFormat>> = { json: jsonDocument, html: htmlDocument }

/** Where the writing has come to. Changes as it goes on; what it is at a `pause` can be gone on from. */
export interface Writing {
  zip: ZipState
  place: ExportPlace
  counts: Readonly<Record<string, number>>
}

/** Bytes of the archive in order, and places where it may be left and gone on with by another. */
export type Written = Uint8Array | 'pause'

/** Writes on from where `writing` stands, to the end of the archive. Holds a page of records, or a piece of a file. */
export async function* writeArchive(source: ExportSource, head: ExportHead, writing: Writing): AsyncGenerator<Written> {
  while (writing.place.part !== 'over') {
    const { part } = writing.place
    if (part === 'files') yield* writeFile(source, writing, head)
    else yield* writePage(source, writing, { head, format: FORMATS[part], part })
    yield 'pause'
  }
}

/** What a step of the archive's own adds. */
function applied(writing: Writing, { bytes, state }: ZipStep): Uint8Array {
  writing.zip = state
  return bytes
}

function text(writing: Writing, given: string): Uint8Array {
  const bytes = utf8(given)
  writing.zip = withBytes(writing.zip, bytes)
  return bytes
}

interface Document {
  readonly head: ExportHead
  readonly format: DocumentFormat
  readonly part: 'json' | 'html'
}

/** One page of one section, with whatever begins and ends there. */
async function* writePage(
  source: ExportSource,
  writing: Writing,
  { head, format, part }: Document,
): AsyncGenerator<Uint8Array> {
  const { section: at, after } = writing.place
  const section = SECTIONS[at]
  if (section === undefined) return yield* endDocument(writing, { head, format, part })
  const { category } = section
  if (after === null) yield* beginSection(writing, { head, format, part }, category)
  const isWhole = head.scope === 'all'
  const { records, last } = await section.read(source, after, isWhole ? PAGE : 1)
  const before = writing.counts[category] ?? 0
  if (isWhole) for (const [nth, record] of records.entries()) yield text(writing, format.record(record, before + nth))
  const count = before + records.length
  writing.counts = { ...writing.counts, [category]: count }
  if (last !== null && isWhole) writing.place = { part, section: at, after: last }
  else {
    yield text(writing, format.endCategory(count, head.scope))
    writing.place = { part, section: at + 1, after: null }
  }
}

async function* beginSection(
  writing: Writing,
  { head, format }: Document,
  category: CategoryName,
): AsyncGenerator<Uint8Array> {
  const { section: at } = writing.place
  if (at === 0) {
    yield applied(writing, beginFile(writing.zip, format.fileName))
    yield text(writing, format.head(head))
  }
  writing.counts = { ...writing.counts, [category]: 0 }
  yield text(writing, format.beginCategory(categoryNamed(category), at))
}

async function* endDocument(writing: Writing, { head, format, part }: Document): AsyncGenerator<Uint8Array> {
  yield text(writing, format.foot())
  yield applied(writing, endFile(writing.zip))
  if (part === 'json') writing.place = beginning('html')
  else if (head.scope === 'all') writing.place = beginning('files')
  else yield* end(writing)
}

const beginning = (part: ExportPlace['part']): ExportPlace => ({ part, section: 0, after: null })
const OVER: ExportPlace = beginning('over')

/** One file, or the end of its kind. */
async function* writeFile(source: ExportSource, writing: Writing, head: ExportHead): AsyncGenerator<Uint8Array> {
  const { section, after } = writing.place
  const next = EXPORT_FILES[section]
  if (next === undefined) {
    yield* end(writing)
    return
  }
  const isFull = writing.zip.entries.length >= FILES_MAX
  if (isFull) log.warn('export.full', { exportId: head.exportId })
  const file = isFull ? null : await next(source, after)
  if (file === null) {
    writing.place = { part: 'files', section: section + 1, after: null }
    return
  }
  const bytes = await opened(file, head)
  if (bytes !== null) {
    yield applied(writing, beginFile(writing.zip, file.name))
    for await (const piece of bytes) {
      writing.zip = withBytes(writing.zip, piece)
      yield piece
    }
    yield applied(writing, endFile(writing.zip))
  }
  writing.place = { part: 'files', section, after: file.id }
}

/** What does not open any more is left out: nobody gets nothing because one file is broken. */
async function opened(file: ExportFile, { exportId }: ExportHead): Promise<AsyncIterable<Uint8Array> | null> {
  try {
    return await file.open()
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    log.error('export.broken_file', { exportId, fileId: file.id })
    return null
  }
}

async function* end(writing: Writing): AsyncGenerator<Uint8Array> {
  let { offset } = writing.zip
  for (const bytes of directoryOf(writing.zip)) {
    offset += bytes.length
    yield bytes
  }
  writing.zip = { ...writing.zip, offset }
  writing.place = OVER
}
