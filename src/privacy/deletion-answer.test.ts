import { expect, test } from 'vitest'
import { deletionAnswerIn, KEEP_WORDS } from './deletion-answer.ts'
import { english } from './words/english.ts'
import { spanish } from './words/spanish.ts'

const KEEP = `KEEP|keep|Keep!|"KEEP"|keep it please|please keep my data|Conservar|CONSERVAR|conserven mis datos
Please don't delete anything|do not delete my records|DON’T DELETE|I don't want you to delete it|never delete my file|you must not erase this
That wasn't me|that was not me|It wasn't me!!|not me|this is not me|I didn't ask for this|I never asked you to delete my data|I did not request that
cancel the deletion|please stop the deletion|I withdraw my request|call off the erasure|undo this request
No fui yo|yo no fui|yo no lo pedí|nunca lo pedí|no borren mis datos|no lo eliminen|NO BORRAR|por favor no eliminen nada|cancelen la eliminación|retiro mi solicitud`
const UNCLEAR = `no|No.|NO|nope|STOP|stop|help|AYUDA|what?|What is this|who is this?|who asked for that|why|Huh|que es esto|¿quién lo pidió?|wrong number|this is a mistake|is this a scam?
I think I was hacked, can you look|maybe|hm|👍|?|yes but wait|ok, but do not do it yet|Es un error|do not keep my data|cancel|call me|sorry wrong
can you keep my appointment at three?|I want to keep being a patient with you
No, that is wrong|It was my ex, please ignore it|I object to the deletion|Please leave my records alone|I still need my records
Nobody told you to delete my file|hello, what about my records then|Nunca he querido esto|OK I disagree with this`
const ELSE = `yes|Yes please|ok|OK thanks|thank you|it was me|go ahead and delete it|sí|Si, gracias|fui yo|please delete everything you have|Delete my data now|borren todo
I would like to move my appointment to Tuesday|Can I come at ten thirty tomorrow?|My son has a toothache and needs to see somebody|hi|hello|Yes, delete it|Sí, borren todo|Is there parking behind the house?|quisiera cambiar mi cita para el jueves`

const lines = (all: string): readonly string[] => all.split(/[|\n]/)

test('whoever says that data is to be kept is taken at their word', () => {
  for (const text of lines(KEEP)) expect(deletionAnswerIn(text), text).toBe('keep')
})

test('what may be an answer and says nothing sure is for a person', () => {
  for (const text of lines(UNCLEAR)) expect(deletionAnswerIn(text), text).toBe('unclear')
})

test('who agrees to a deletion, asks for it again or writes about something else does not stop it', () => {
  for (const text of lines(ELSE)) expect(deletionAnswerIn(text), text).toBeNull()
})

test.each([
  ['en', english],
  ['es', spanish],
] as const)('the text of a deletion names in %s the word that stops it', (language, wording) => {
  expect(wording.deletionText('Acme Dental')).toContain(KEEP_WORDS[language])
  expect(deletionAnswerIn(KEEP_WORDS[language])).toBe('keep')
})

test('however much is written, an answer is read at once', () => {
  const startedMs = performance.now()
  for (const piece of ['do not ', 'cancel the the ', 'i never asked ', 'no me lo ', 'keep my my '])
    deletionAnswerIn(piece.repeat(20_000))
  expect(performance.now() - startedMs).toBeLessThan(500)
})
