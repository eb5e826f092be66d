import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LABELS } from './labels.ts'
import type { MailReading } from './mail-reading.ts'
import { readMail } from './read-mail.ts'

const MIB = 1024 * 1024
const SIZE = 5 * MIB
const SETTING = { truncated: true, ownDomains: ['careline.example'], nowMs: 0 }

/** Against the slowest honest mail of that size: every line of it is text, and a person's. */
const TIMES_PLAIN_MAX = 8
/** Below this a ratio says more about the machine than about the mail. */
const FLOOR_MS = 150

const TEXT = 'Please delete my data.'
const HEAD = 'From: ann@example.com\r\nSubject: hello\r\n'
const fill = (piece: string, bytes = SIZE): string => piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes)
const mime = (type: string, body: string): string => `${HEAD}Content-Type: ${type}\r\n\r\n${body}`

const nested = Array.from(
  { length: 1000 },
  (_, level) => `Content-Type: multipart/mixed; boundary="n${level}"\r\n\r\n--n${level}\r\n`,
).join('')

const HOSTILE: Readonly<Record<string, () => string>> = {
  'endless parts': () => mime('multipart/mixed; boundary=b', fill('--b\r\nContent-Type: text/plain\r\n\r\na\r\n')),
  'endless empty parts': () => mime('multipart/mixed; boundary=b', fill('--b\r\n')),
  'endless boundaries within': () =>
    mime('multipart/mixed; boundary=b', `--b\r\n${nested}${fill('--n500\r\n', 4 * MIB)}`),
  'one giant line': () => mime('text/plain', fill('a')),
  'one giant line of blanks': () => mime('text/plain', fill(' ')),
  'one giant word of digits': () => mime('text/plain', fill('2125550142')),
  'one giant address': () => mime('text/plain', fill('a@a.')),
  'one giant sentence that almost asks': () => mime('text/plain', fill('please do not delete my ')),
  'lines that almost quote': () => mime('text/plain', fill('On a wrote:\n')),
  'lines that almost begin another mail': () => mime('text/plain', fill('From: a\nSent: b\n\n')),
  'quotation marks': () => mime('text/plain', fill('>')),
  '100 000 headers': () => `${fill('X-A: b\r\n', 800_000)}\r\n${TEXT}`,
  'one giant header': () => `X-A: ${fill('(')}\r\n\r\n${TEXT}`,
  'a giant From line': () => `From: ${fill('"a" <', 60_000)}\r\n\r\n${TEXT}`,
  'a giant subject': () => `Subject: ${fill('=?utf-8?q?a?= ', 60_000)}\r\n\r\n${TEXT}`,
  'no header ever ending': () => fill('X-A: b\r\n'),
  'nested messages': () => mime('message/rfc822', fill('Content-Type: message/rfc822\r\n\r\n')),
  'a bomb of base64': () => `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${fill('UGxlYXNl')}`,
  'soft breaks': () => `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill('=\r\n')}`,
  escapes: () => `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill('=41')}`,
  'a million divs': () => mime('text/html', fill('<div>')),
  'a million closing tags': () => mime('text/html', fill('<div></p>')),
  'styled divs': () => mime('text/html', fill('<div style="color:#fff;background:#000">')),
  'open angles': () => mime('text/html', fill('<')),
  'tags that never close': () => mime('text/html', fill('<a b="')),
  'comments that never close': () => mime('text/html', fill('<!--')),
  'a style sheet': () => mime('text/html', `<style>${fill('.a{', 4 * MIB)}`),
  scripts: () => mime('text/html', fill('<script>')),
  entities: () => mime('text/html', fill('&#x41')),
  blockquotes: () => mime('text/html', fill('<blockquote>a')),
  'zero-width characters': () => mime('text/plain; charset=utf-8', fill('\u200B')),
  'letters of other alphabets': () => mime('text/plain; charset=utf-8', fill('\u0435')),
  'null bytes': () => mime('text/plain', fill('\0')),
}

async function timed(raw: Uint8Array): Promise<number> {
  const startMs = performance.now()
  await readMail(raw, SETTING)
  return performance.now() - startMs
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text).subarray(0, SIZE)

test('every hostile mail of 5 MiB is read in about the time of a plain one', async () => {
  const plain = bytesOf(
    mime('text/plain', fill('Dear team, this is a letter of many words. Nothing is asked for in it.\r\n')),
  )
  await timed(plain)
  const plainMs = Math.min(await timed(plain), await timed(plain), await timed(plain))
  const boundMs = Math.max(FLOOR_MS, plainMs) * TIMES_PLAIN_MAX
  const slow: string[] = []
  const figures: string[] = []
  for (const [kind, make] of Object.entries(HOSTILE)) {
    const raw = bytesOf(make())
    const first = await timed(raw)
    // Other work on the machine is not the mail's.
    const ms = first > boundMs ? Math.min(first, await timed(raw), await timed(raw)) : first
    figures.push(`${kind} ${ms.toFixed(0)} ms`)
    if (ms > boundMs) slow.push(`${kind}: ${ms.toFixed(0)} ms`)
  }
  expect(slow, `plain ${plainMs.toFixed(0)} ms; ${figures.join(', ')}`).toEqual([])
})

const reading = (text: string): Promise<MailReading> => readMail(bytesOf(text), SETTING)

test('a request at the top of a mail of endless parts is understood, and one below 100 000 headers', async () => {
  const parts = mime(
    'multipart/mixed; boundary=b',
    `--b\r\nContent-Type: text/plain\r\n\r\n${TEXT}\r\n${fill('--b\r\nContent-Type: image/png\r\n\r\na\r\n', MIB)}`,
  )
  expect((await reading(parts)).findings.map(({ label }) => label)).toEqual(['delete'])
  const headers = `${fill('X-A: b\r\n', 800_000)}\r\n${TEXT}`
  expect((await reading(headers)).findings.map(({ label }) => label)).toEqual(['delete'])
})

test('whatever the bytes, a mail is read: something is said of it, in words that stand in it', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'From: a@example.com',
      'Subject: x',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/html; charset=x',
      'Content-Transfer-Encoding: base64',
      '--b',
      '--b--',
      '',
      '> delete my data',
      'delete my data',
      '<p hidden>',
      'Authentication-Results: mx.cloudflare.net; dmarc=pass',
      'Received: x',
    ),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  const mail = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(line, { maxLength: 40 }).map((lines) => new TextEncoder().encode(lines.join('\r\n'))),
  )
  await fc.assert(
    fc.asyncProperty(mail, async (raw) => {
      const { findings, text, authentication, from } = await readMail(raw, SETTING)
      expect(findings.length).toBeGreaterThan(0)
      for (const { label, quote } of findings) {
        expect(LABELS).toContain(label)
        expect(text.fresh).toContain(quote)
      }
      expect(text.fresh).not.toMatch(/^[ \t]*>/m)
      if (from === null) expect(authentication.level).toBe('none')
    }),
    { numRuns: 400 },
  )
})
