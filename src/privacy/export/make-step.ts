import { eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { concat } from '../../kernel/bytes.ts'
import { hashing } from '../../recordings/stream-hash.ts'
import { tenants } from '../../records/accounts/table.ts'
import type { PersonKey } from '../../vault/person-keys.ts'
import { openParts, PART_DATA_BYTES, sealPart } from './archive-parts.ts'
import type { ExportHead } from './document.ts'
import type { ExportProgress, ExportRow, ExportUpload } from './export-progress.ts'
import { progressOf } from './export-progress.ts'
import { exportSource } from './export-source.ts'
import type { ExportSource } from './section.ts'
import { writeArchive, type Writing } from './write-archive.ts'

/** A step ends at the first pause after so much: it must fit into what one invocation may do. */
export interface StepLimits {
  readonly bytes: number
  readonly pauses: number
}

export const STEP_LIMITS: StepLimits = { bytes: 48 * 1024 * 1024, pauses: 200 }
/** An archive up to this long is read back before anybody is told that it is ready. */
const READ_BACK_BYTES_MAX = 64 * 1024 * 1024

/** What a step came to. `ready`: it was the last. */
export interface StepDone {
  readonly progress: ExportProgress
  readonly ready: { readonly bytes: number; readonly sha256: string | null } | null
}

/** An upload that R2 knows nothing of any more. */
class UploadLost extends Error {
  override readonly name = 'UploadLost'
}

/**
 * One step of an export: reads, seals and uploads from where it stands. Safe to do again: a part that is there is replaced.
 *
 * Memory holds a page of records and one part, however much is kept. Null when the person's key is gone.
 */
export async function makeStep(ctx: Ctx, row: ExportRow, limits: StepLimits): Promise<StepDone | null> {
  const source = await exportSource(ctx, row.personId)
  if (source === null) return null
  const progress = progressOf(row)
  const { zip, place, counts } = progress
  const writing: Writing = { zip, place, counts }
  const parts = new Parts(ctx, row, source.key, progress.upload)
  await writeOn(source, await headOf(ctx, row), { writing, parts, limits })
  const isOver = writing.place.part === 'over'
  if (isOver) await parts.end()
  else await parts.pause()
  const kept = { ...progress, ...writing, upload: parts.upload }
  return { progress: kept, ready: isOver ? await readBack(ctx, row, source, writing.zip.offset) : null }
}

async function writeOn(
  source: ExportSource,
  head: ExportHead,
  { writing, parts, limits }: { readonly writing: Writing; readonly parts: Parts; readonly limits: StepLimits },
): Promise<void> {
  const before = writing.zip.offset
  let pauses = 0
  for await (const written of writeArchive(source, head, writing)) {
    if (written !== 'pause') await parts.add(written)
    else if ((pauses += 1) >= limits.pauses || writing.zip.offset - before >= limits.bytes) return
  }
}

async function headOf(ctx: Ctx, { id, personId, scope, createdAtMs }: ExportRow): Promise<ExportHead> {
  const its = eq(tenants.id, ctx.tenantId)
  const tenant = await ctx.directory.select({ name: tenants.name }).from(tenants).where(its).get()
  return { exportId: id, personId, business: tenant?.name ?? ctx.tenantId, scope, madeAtMs: createdAtMs }
}

/** The archive's parts as they go up. */
class Parts {
  readonly #ctx: Ctx
  readonly #row: ExportRow
  readonly #key: PersonKey
  readonly #etags: string[]
  #uploadId: string | null
  #held: Uint8Array[] = []
  #heldBytes = 0

  constructor(ctx: Ctx, row: ExportRow, key: PersonKey, upload: ExportUpload | null) {
    this.#ctx = ctx
    this.#row = row
    this.#key = key
    this.#uploadId = upload?.uploadId ?? null
    this.#etags = [...(upload?.etags ?? [])]
  }

  get upload(): ExportUpload | null {
    return this.#uploadId === null ? null : { uploadId: this.#uploadId, etags: this.#etags }
  }

  async add(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + PART_DATA_BYTES - this.#heldBytes)
      // Whoever gave it may write over it.
      this.#held.push(piece.slice())
      this.#heldBytes += piece.length
      at += piece.length
      if (this.#heldBytes === PART_DATA_BYTES) await this.#send()
    }
  }

  /** What is held goes up, padded: somebody else may go on. */
  async pause(): Promise<void> {
    if (this.#heldBytes > 0) await this.#send()
  }

  async end(): Promise<void> {
    const { blobs } = this.#ctx
    const last = await this.#sealed(true)
    if (this.#uploadId === null) return void (await blobs.put(this.#blobKey, last))
    const upload = blobs.resumeMultipartUpload(this.#blobKey, this.#uploadId)
    const { etag } = await sent(() => upload.uploadPart(this.#etags.length + 1, last))
    const parts = [...this.#etags, etag].map((each, at) => ({ partNumber: at + 1, etag: each }))
    await sent(() => upload.complete(parts))
  }

  get #blobKey(): string {
    return this.#row.blobKey ?? `exports/${this.#row.tenantId}/${this.#row.id}`
  }

  async #sealed(isLast: boolean): Promise<Uint8Array<ArrayBuffer>> {
    const data = concat(...this.#held)
    this.#held = []
    this.#heldBytes = 0
    const archive = { tenantId: this.#row.tenantId, exportId: this.#row.id }
    return sealPart(this.#key, archive, { nth: this.#etags.length, data, isLast })
  }

  async #send(): Promise<void> {
    const { blobs } = this.#ctx
    const part = await this.#sealed(false)
    this.#uploadId ??= (await blobs.createMultipartUpload(this.#blobKey)).uploadId
    const upload = blobs.resumeMultipartUpload(this.#blobKey, this.#uploadId)
    const { etag } = await sent(() => upload.uploadPart(this.#etags.length + 1, part))
    this.#etags.push(etag)
  }
}

/** R2 drops an upload after a week, and says then that there is none. */
async function sent<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Error && /NoSuchUpload|does not exist|10024/.test(error.message)) throw new UploadLost()
    throw error
  }
}

/** Reads an archive as whoever fetches it will, unless it is very long. */
async function readBack(
  { blobs }: Ctx,
  { id: exportId, tenantId, blobKey }: ExportRow,
  { key }: ExportSource,
  bytes: number,
): Promise<NonNullable<StepDone['ready']>> {
  if (bytes > READ_BACK_BYTES_MAX) return { bytes, sha256: null }
  const archive = await openParts(blobs, key, { tenantId, exportId, blobKey: blobKey ?? '' })
  if (archive === null) throw new Error('an archive that is not there')
  const hash = hashing()
  for await (const chunk of archive) await hash.add(chunk)
  const read = await hash.end()
  if (read.bytes !== bytes) throw new Error('an archive of another length')
  return { bytes, sha256: read.sha256 }
}
