import { expect, test } from 'vitest'
import { authenticate, type Sender } from './authenticate.ts'
import { readHeader } from './raw-headers.ts'

const OWN_TOP = [
  'Received: from mail.example.com by cloudflare-email.net; Mon, 3 Aug 2026 10:00:00 +0000',
  'ARC-Seal: i=2; a=rsa-sha256; cv=pass; d=cloudflare-email.net',
  'Received-SPF: pass (mx.cloudflare.net: domain of ann@example.com designates 192.0.2.1)',
]
const BELOW = ['Received: by mail.example.com; Mon, 3 Aug 2026 09:59:58 +0000', 'To: privacy@careline.example']
const RESULTS =
  'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=pass header.from=example.com'
const FROM = 'From: Ann Example <ann@example.com>'

const sender = (lines: readonly string[]): Sender =>
  authenticate(readHeader(new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\nhello`)))
const levelOf = (lines: readonly string[]): string => sender(lines).authentication.level
const withResults = (results: string, from = FROM): string => levelOf([...OWN_TOP, results, ...BELOW, from])

test('a DMARC pass of our own mail server for the domain of the From line is a pass', () => {
  const { from, authentication, replyToDiffers } = sender([...OWN_TOP, RESULTS, ...BELOW, FROM])
  expect(from).toEqual({ address: 'ann@example.com', domain: 'example.com' })
  expect(authentication).toEqual({ level: 'pass', reasons: ['dmarc_pass'], flags: [] })
  expect(replyToDiffers).toBe(false)
})

test('what real mail looks like is read: two spf results, comments, many properties, folded', () => {
  const results = [
    'Authentication-Results: mx.cloudflare.net;',
    '\tdkim=pass header.d=gmail.com header.s=20230601 header.b=abc+/=;',
    '\tdmarc=pass header.from=gmail.com policy.dmarc=none;',
    '\tspf=none (mx.cloudflare.net: no SPF records found for postmaster@mail-ej1-f1.google.com) smtp.helo=mail-ej1-f1.google.com;',
    '\tspf=pass (mx.cloudflare.net: domain of ann@gmail.com designates 192.0.2.4 as permitted sender) smtp.mailfrom=ann@gmail.com;',
    '\tarc=pass smtp.remote-ip=192.0.2.4',
  ].join('\r\n')
  expect(withResults(results, 'From: Ann <ann@gmail.com>')).toBe('pass')
})

test.each([
  ['no results at all', ''],
  ['SPF alone', 'Authentication-Results: mx.cloudflare.net; spf=pass smtp.mailfrom=ann@example.com'],
  ['a fail', 'Authentication-Results: mx.cloudflare.net; dmarc=fail header.from=example.com policy.dmarc=none'],
  ['a pass for another domain', 'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=evil.example'],
  ['a pass for a parent domain', 'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=com'],
  ['another server', 'Authentication-Results: mx.example.com; dmarc=pass header.from=example.com'],
  [
    'a server whose name begins alike',
    'Authentication-Results: mx.cloudflare.net.evil.example; dmarc=pass header.from=example.com',
  ],
  ['words in a comment', 'Authentication-Results: mx.cloudflare.net; spf=fail (x; dmarc=pass header.from=example.com)'],
  [
    'words in a comment in a comment',
    'Authentication-Results: mx.cloudflare.net; spf=fail (a (b) ; dmarc=pass header.from=example.com)',
  ],
  [
    'words in quotes',
    'Authentication-Results: mx.cloudflare.net; spf=fail reason="x; dmarc=pass header.from=example.com"',
  ],
  [
    'words in quotes with escapes',
    String.raw`Authentication-Results: mx.cloudflare.net; spf=fail reason="x\"; dmarc=pass header.from=example.com"`,
  ],
  ['words in an address', 'Authentication-Results: mx.cloudflare.net; spf=fail smtp.mailfrom=dmarc=pass@example.com'],
  ['a domain in quotes', 'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from="example.com"'],
  ['a comment that does not close', 'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=example.com (x'],
  [
    'a method that is not at its place',
    'Authentication-Results: mx.cloudflare.net; x dmarc=pass header.from=example.com',
  ],
  ['a result that goes on', 'Authentication-Results: mx.cloudflare.net; dmarc=passed header.from=example.com'],
  [
    'two DMARC results',
    'Authentication-Results: mx.cloudflare.net; dmarc=fail header.from=example.com; dmarc=pass header.from=example.com',
  ],
  [
    'a domain said twice',
    'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=evil.example header.from=example.com',
  ],
  ['two results fields', `${RESULTS}\r\nAuthentication-Results: mx.cloudflare.net; dmarc=fail header.from=example.com`],
  [
    'a signature of a child domain',
    'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=evil.example.com; dmarc=none',
  ],
  [
    'a signature of another domain',
    'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=evil.example; dmarc=none',
  ],
  [
    'a signature where DMARC failed',
    'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=fail header.from=example.com',
  ],
  [
    'a temporary error',
    'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=temperror header.from=example.com',
  ],
  ['an ARC pass', 'Authentication-Results: mx.cloudflare.net; arc=pass; dmarc=fail header.from=example.com'],
])('%s is no proof', (_, results) => {
  expect(withResults(results)).toBe('none')
})

test('a signature of the domain or its parent is weak where the domain has no DMARC', () => {
  const signed =
    'Authentication-Results: mx.cloudflare.net; dkim=pass header.d=example.com; dmarc=none header.from=example.com'
  expect(withResults(signed)).toBe('weak')
  expect(withResults(signed, 'From: ann@mail.example.com')).toBe('weak')
})

test('results in our name below what our server wrote are the sender’s, and are flagged', () => {
  const { authentication } = sender([...OWN_TOP, ...BELOW, RESULTS, FROM])
  expect(authentication.level).toBe('none')
  expect(authentication.flags).toContain('forged_results')
})

test('without a second Received line only what is on top is believed', () => {
  expect(levelOf([OWN_TOP[0]!, RESULTS, FROM])).toBe('pass')
  expect(levelOf([OWN_TOP[0]!, FROM, RESULTS])).toBe('none')
})

test('results between other fields are the sender’s, whatever stands below them', () => {
  const { authentication } = sender([OWN_TOP[0]!, FROM, RESULTS, ...BELOW])
  expect(authentication).toMatchObject({ level: 'none', reasons: ['no_results'] })
  expect(authentication.flags).toContain('forged_results')
})

test('what our server put down is believed only where what it sealed says the same', () => {
  const sealed = (results: string) => `ARC-Authentication-Results: i=2; mx.cloudflare.net; ${results}`
  const same = sealed('dkim=pass header.d=example.com; dmarc=pass header.from=example.com')
  expect(levelOf([...OWN_TOP, same, RESULTS, ...BELOW, FROM])).toBe('pass')
  for (const other of ['arc=none', 'dmarc=fail header.from=example.com', 'dmarc=pass header.from=evil.example', '(']) {
    const { authentication } = sender([...OWN_TOP, sealed(other), RESULTS, ...BELOW, FROM])
    expect(authentication, other).toMatchObject({ level: 'none', reasons: ['results_disagree'] })
  }
  // What others sealed changes nothing.
  const google = 'ARC-Authentication-Results: i=1; mx.google.com; arc=none'
  expect(levelOf([...OWN_TOP, google, RESULTS, ...BELOW, FROM])).toBe('pass')
})

test('only the mail server that is set is believed, and none where none puts results down', () => {
  const header = readHeader(new TextEncoder().encode([...OWN_TOP, RESULTS, ...BELOW, FROM, '', ''].join('\r\n')))
  const levelBy = (ownId: string | null) => authenticate(header, ownId).authentication.level
  expect([levelBy('mx.cloudflare.net'), levelBy('mx.example.net'), levelBy(null)]).toEqual(['pass', 'none', 'none'])
})

test.each([
  ['two From lines', 'From: ann@example.com\r\nFrom: evil@evil.example'],
  ['a second From line with a blank before its colon', 'From: ann@example.com\r\nFrom : evil@evil.example'],
  ['no From line', 'Sender: ann@example.com'],
  ['two mailboxes', 'From: ann@example.com, bob@example.com'],
  ['a group', 'From: us: ann@example.com;'],
  ['an address as display name', 'From: ceo@bank.example <ann@example.com>'],
  ['a name that hides in folding', 'From: <ann@exam\r\n ple.com>'],
  ['two angles', 'From: <ann@example.com> <bob@example.com>'],
  ['an encoded local part', 'From: =?utf-8?q?ann?=@example.com'],
  ['a quoted local part', 'From: "ann bob"@example.com'],
  ['an address literal', 'From: ann@[192.0.2.1]'],
  ['an IP address', 'From: ann@192.0.2.1'],
  ['an empty one', 'From: <>'],
])('%s gives no sender', (_, from) => {
  const { authentication, from: mailbox } = sender([...OWN_TOP, RESULTS, ...BELOW, from])
  expect(authentication.level).toBe('none')
  expect(mailbox).toBeNull()
})

test('a display name may say anything in quotes, and is not looked at', () => {
  expect(sender([...OWN_TOP, RESULTS, ...BELOW, 'From: "ceo@bank.example, a; b" (x) <Ann@Example.COM>']).from).toEqual({
    address: 'ann@example.com',
    domain: 'example.com',
  })
})

test('a domain is compared as IDNA has it: the same in capitals, another when it only looks the same', () => {
  const results = 'Authentication-Results: mx.cloudflare.net; dmarc=pass header.from=xn--mller-kva.example'
  expect(withResults(results, 'From: a@MÜLLER.example')).toBe('pass')
  // With a Cyrillic letter in it.
  expect(withResults(RESULTS, 'From: ann@ex\u0430mple.com')).toBe('none')
})

test('an answer that is to go elsewhere is noted, and so are addresses that prove little', () => {
  const { replyToDiffers, authentication } = sender([
    ...OWN_TOP,
    ...BELOW,
    'From: info@mailinator.com',
    'Reply-To: x@evil.example',
  ])
  expect(replyToDiffers).toBe(true)
  expect(authentication.flags).toEqual(
    expect.arrayContaining(['reply_to_differs', 'role_address', 'disposable_address']),
  )
  expect(sender([...BELOW, FROM, 'Reply-To: Ann <ANN@example.com>']).replyToDiffers).toBe(false)
})

test('a header too long to be read whole proves nothing: a second From line may follow', () => {
  const padding = `X-Pad: ${'a'.repeat(70_000)}`
  expect(sender([...OWN_TOP, RESULTS, ...BELOW, FROM, padding]).authentication).toMatchObject({
    level: 'none',
    reasons: ['header_cut'],
  })
})
