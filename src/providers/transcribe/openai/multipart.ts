import { utf8 } from '../../../kernel/bytes.ts'

/** A form with one file at its end. */
export interface Form {
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly file: { readonly name: string; readonly contentType: string; readonly bytes: number }
}

export interface MultipartBody {
  readonly contentType: string
  readonly body: ReadableStream<Uint8Array>
}

/** `form` as multipart/form-data (RFC 7578), read from `chunks` while it is sent. Its length is known beforehand. */
export function multipart(form: Form, chunks: AsyncIterable<Uint8Array>): MultipartBody {
  const boundary = `careline-${crypto.randomUUID()}`
  const head = utf8(headOf(form, boundary))
  const tail = utf8(`\r\n--${boundary}--\r\n`)
  // A length known in advance becomes Content-Length: some servers take no other body.
  const whole = new FixedLengthStream(head.length + form.file.bytes + tail.length)
  // What breaks on the way breaks the request, which says so.
  streamOf(head, chunks, tail)
    .pipeTo(whole.writable)
    .catch(() => {})
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: whole.readable }
}

function headOf({ fields, file }: Form, boundary: string): string {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const disposition = `Content-Disposition: form-data; name="file"; filename="${file.name}"`
  return `${parts.join('')}--${boundary}\r\n${disposition}\r\nContent-Type: ${file.contentType}\r\n\r\n`
}

function streamOf(head: Uint8Array, chunks: AsyncIterable<Uint8Array>, tail: Uint8Array): ReadableStream<Uint8Array> {
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head
    yield* chunks
    yield tail
  }
  const pieces = all()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
