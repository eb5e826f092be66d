import type { exports } from '../../records/exports/table.ts'
import { EMPTY_ZIP, type ZipState } from './zip.ts'

export type ExportRow = typeof exports.$inferSelect

/** Where the making of an export has come to: which document or file is being written, and after which record. */
export interface ExportPlace {
  readonly part: 'json' | 'html' | 'files' | 'over'
  /** Index into the sections, or into the kinds of files. */
  readonly section: number
  /** The id after which it goes on; null: from the beginning of the section. */
  readonly after: string | null
}

/** An upload that goes on where another step left it. */
export interface ExportUpload {
  readonly uploadId: string
  /** ETags of the parts that are there, in order. */
  readonly etags: readonly string[]
}

/** What `exports.progress` holds. */
export interface ExportProgress {
  readonly place: ExportPlace
  readonly zip: ZipState
  readonly upload: ExportUpload | null
  /** Records per category, as far as `export.json` has come. */
  readonly counts: Readonly<Record<string, number>>
  /** Steps that are done. */
  readonly steps: number
  /** Tries that came to nothing, in a row. */
  readonly failures: number
  /** Somebody is at it until then, epoch milliseconds. */
  readonly leasedUntilMs: number
}

export const FRESH_PROGRESS: ExportProgress = {
  place: { part: 'json', section: 0, after: null },
  zip: EMPTY_ZIP,
  upload: null,
  counts: {},
  steps: 0,
  failures: 0,
  leasedUntilMs: 0,
}

/** How far an export has come. Nothing else writes that column. */
export const progressOf = ({ progress }: Pick<ExportRow, 'progress'>): ExportProgress =>
  progress as unknown as ExportProgress
