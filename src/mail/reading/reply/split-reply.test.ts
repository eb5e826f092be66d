import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitReply } from './split-reply.ts'

const OURS = 'You asked us to delete my data. Reply to confirm.'

test.each([
  ['Gmail', `Thanks\n\nOn Mon, 3 Aug 2026 at 10:00, Careline <privacy@careline.example> wrote:\n\n> ${OURS}`],
  [
    'Gmail, broken in two',
    `Thanks\n\nOn Mon, 3 Aug 2026 at 10:00, Careline Privacy Team\n<privacy@careline.example> wrote:\n\n> ${OURS}`,
  ],
  ['Apple', `Thanks\n\n> On 3 Aug 2026, at 10:00, Careline <privacy@careline.example> wrote:\n>\n> ${OURS}`],
  ['not marked', `Thanks\n\nOn Mon, 3 Aug 2026 at 10:00, Careline wrote:\n\n${OURS}`],
  [
    'Outlook',
    `Thanks\n\nFrom: Careline <privacy@careline.example>\nSent: Monday, August 3, 2026 10:00\nTo: Ann\nSubject: Your request\n\n${OURS}`,
  ],
  [
    'Outlook with a rule',
    `Thanks\n\n________________________________\nFrom: Careline\nSent: Monday\nTo: Ann\nSubject: Your request\n\n${OURS}`,
  ],
  ['old Outlook', `Thanks\n\n-----Original Message-----\nFrom: Careline\n\n${OURS}`],
  ['Outlook in bold', `Thanks\n\n*From:* Careline\n*Sent:* Monday\n*Subject:* Your request\n\n${OURS}`],
  ['Spanish', `Thanks\n\nEl lun, 3 ago 2026 a las 10:00, Careline (<privacy@careline.example>) escribió:\n\n> ${OURS}`],
  ['Spanish Outlook', `Thanks\n\nDe: Careline\nEnviado el: lunes\nPara: Ann\nAsunto: Su solicitud\n\n${OURS}`],
  ['German', `Thanks\n\nAm Mo., 3. Aug. 2026 um 10:00 Uhr schrieb Careline <privacy@careline.example>:\n\n> ${OURS}`],
  ['German Outlook', `Thanks\n\nVon: Careline\nGesendet: Montag\nAn: Ann\nBetreff: Ihre Anfrage\n\n${OURS}`],
  ['French', `Thanks\n\nLe lun. 3 août 2026 à 10:00, Careline <privacy@careline.example> a écrit :\n\n> ${OURS}`],
  ['French Outlook', `Thanks\n\nDe : Careline\nEnvoyé : lundi\nÀ : Ann\nObjet : Votre demande\n\n${OURS}`],
  [
    'Portuguese',
    `Thanks\n\nEm seg., 3 de ago. de 2026 às 10:00, Careline <privacy@careline.example> escreveu:\n\n> ${OURS}`,
  ],
  [
    'Italian',
    `Thanks\n\nIl giorno lun 3 ago 2026 alle ore 10:00 Careline <privacy@careline.example> ha scritto:\n\n> ${OURS}`,
  ],
  ['marks of other widths', `Thanks\n\n \u200B＞ ${OURS}`],
  ['our own line', `Thanks\n\n--- Please write your answer above this line ---\n${OURS}`],
  ['our own line in Spanish', `Thanks\n\n--- Escriba su respuesta encima de esta línea ---\n${OURS}`],
])('what is quoted is not new: %s', (_, text) => {
  const { fresh, quoted } = splitReply(text, false)
  expect(fresh).toBe('Thanks')
  expect(quoted).toContain(OURS)
})

test('answers below and between marked lines are new', () => {
  const text = 'On Mon, 3 Aug 2026, Careline wrote:\n> Is this you?\nYes it is.\n> And this?\nNo.'
  expect(splitReply(text, false)).toMatchObject({
    fresh: 'Yes it is.\nNo.',
    quoted: expect.stringContaining('> And this?'),
  })
})

test('a sentence about who wrote what is no quotation', () => {
  const text = 'On Monday my dentist wrote to me.\nPlease delete my data.'
  expect(splitReply(text, false).fresh).toBe(text)
})

test.each([
  [
    'Gmail',
    'See below.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@example.com>\nDate: Mon\nSubject: x\nTo: y\n\nDelete my data',
    false,
  ],
  ['Apple', 'See below.\n\nBegin forwarded message:\n\nFrom: Ann\n\nDelete my data', false],
  ['German', 'See below.\n\n-------- Weitergeleitete Nachricht --------\nVon: Ann\n\nDelete my data', false],
  ['Outlook, by the subject', 'See below.\n\nFrom: Ann\nSent: Monday\nTo: Bob\nSubject: x\n\nDelete my data', true],
])('what is passed on is neither new nor quoted: %s', (_, text, isForward) => {
  const { fresh, quoted, forwarded } = splitReply(text, isForward)
  expect([fresh, quoted]).toEqual(['See below.', ''])
  expect(forwarded).toContain('Delete my data')
})

test('a signature and small print are not the letter', () => {
  const text = 'Hello\n\nSent from my iPhone\n-- \nAnn Example\n+1 212 555 0142'
  expect(splitReply(text, false)).toMatchObject({
    fresh: 'Hello',
    signature: expect.stringContaining('+1 212 555 0142'),
  })
  const legal = 'Hello\n\nCONFIDENTIALITY NOTICE: This e-mail is private.\nPlease delete it.'
  expect(splitReply(legal, false).fresh).toBe('Hello')
})

test('a letter that begins below a line of dashes is a letter', () => {
  expect(splitReply('-- \nPlease call Ann.', false).fresh).toBe('Please call Ann.')
})

test('no new line begins with the mark of a quotation, and each was written', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '> quoted',
      ' > quoted',
      '＞ quoted',
      '',
      '--',
      'Sent from my phone',
      'On 1 May, x wrote:',
      'From: a',
      'Sent: b',
      'To: c',
    ),
    fc.string({ maxLength: 30 }),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 25 }), fc.boolean(), (lines, isForward) => {
      const text = splitReply(lines.join('\n'), isForward)
      expect(text.fresh).not.toMatch(/^\s*[>＞]/m)
      const written = new Set(
        lines
          .join('\n')
          .split(/\r\n?|\n/)
          .map((one) => one.trim()),
      )
      for (const one of text.fresh.split('\n')) expect(written.has(one.trim()) || one === '').toBe(true)
    }),
    { numRuns: 500 },
  )
})
