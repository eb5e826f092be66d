import * as fc from 'fast-check'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { beforeAll, expect, test } from 'vitest'
import * as whole from '../src/mail/reading/decode-leaf.ts'
import { mimeLeaves } from '../src/mail/reading/mime-leaves.ts'
import { readHeader } from '../src/mail/reading/raw-headers.ts'
import { trimPostalMime } from './trim-postal-mime.ts'

let trimmed: typeof whole
let text = ''
beforeAll(async () => {
  const input = join(import.meta.dirname, '../src/mail/reading/decode-leaf.ts')
  const bundle = await rolldown({ input, platform: 'neutral', plugins: [trimPostalMime()] })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  text = output[0].code
  trimmed = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as typeof whole
}, 60_000)

/** What each of both makes of every part of a mail. */
async function expectSame(mail: Uint8Array): Promise<void> {
  const { fields, bodyAt } = readHeader(mail)
  for (const leaf of mimeLeaves(mail, fields, bodyAt).leaves)
    expect(await trimmed.decodeLeaf(mail, leaf)).toBe(await whole.decodeLeaf(mail, leaf))
}

test('the names of all the characters there are, and how addresses are read, are left out', () => {
  for (const word of ['CounterClockwiseContourIntegral', 'class Tokenizer', 'escapeHtml'])
    expect(text).not.toContain(word)
  expect(text).toContain('quoted-printable')
})

test('every part of a mail is read as by the whole parser', async () => {
  const type = fc.constantFrom(
    'text/plain',
    'text/html',
    'message/rfc822',
    'multipart/mixed; boundary=b',
    'text/csv',
    '',
  )
  const parameter = fc.constantFrom('', '; charset=utf-8', '; charset=iso-8859-1', '; charset=x', '; format=flowed')
  const encoding = fc.constantFrom('7bit', '8bit', 'base64', 'quoted-printable', 'uuencode', '')
  const piece = fc.oneof(
    fc.constantFrom('\r\n', '\r\n--b\r\n', '--b--', 'Content-Type: text/html\r\n\r\n', 'From: ann@example.com\r\n'),
    fc.constantFrom('=C3=A9', '=\r\n', 'Y2Fmw6k=', '&eacute;', '<p>see you</p>', 'at ten \r\n', 'é'),
    fc.string({ maxLength: 20 }),
  )
  await fc.assert(
    fc.asyncProperty(
      type,
      parameter,
      encoding,
      fc.array(piece, { maxLength: 20 }),
      async (...[kind, more, coding, body]) => {
        const header = `Content-Type: ${kind}${more}\r\nContent-Transfer-Encoding: ${coding}\r\n\r\n`
        await expectSame(new TextEncoder().encode(header + body.join('')))
      },
    ),
    { numRuns: 1_000 },
  )
})

test('an encoded word is read as by the whole parser', () => {
  for (const field of ['=?utf-8?B?Y2Fmw6k=?=', '=?iso-8859-1?Q?caf=E9?= at ten', '=?x?B?!?=', 'plain'])
    expect(trimmed.decodeField(field)).toBe(whole.decodeField(field))
})
