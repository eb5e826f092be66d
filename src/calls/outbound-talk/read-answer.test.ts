import { describe, expect, test } from 'vitest'
import { keepsIt, readAnswer, type Answer } from './read-answer.ts'

const SAID: Readonly<Record<Answer, readonly string[]>> = {
  yes: [
    'Yes',
    'Yeah sure',
    'Yes, I confirm',
    "I'll be there",
    'See you then',
    'That works for me',
    "Don't cancel it, I'll be there",
    'No changes, see you then',
    'No quiero cancelarla, ahí estaré',
    'Yes, please keep it',
    'Sí',
    'Sí, claro',
    'Confirmo',
    'Ahí estaré',
    'Está bien',
    'No problem, see you then',
    'No hay problema, ahí estaré',
    "I don't mind, sure",
    'Claro que sí',
    'Pues sí',
  ],
  no: [
    'No',
    'Nope',
    'No thanks',
    "I'm not interested",
    'No, gracias',
    'No me interesa',
    'Claro que no',
    'No confirmo',
    'No está bien',
  ],
  move: [
    'Can we move it?',
    'I need to reschedule',
    'Yes, but can I change it to Friday',
    "I can't make it",
    'Do you have another day?',
    'Quiero cambiarla',
    'No puedo ir ese día',
    '¿Tienen otra hora?',
  ],
  cancel: [
    'Cancel it',
    "I'd like to cancel",
    'Please cancel my appointment',
    "I don't need it anymore",
    'Quiero cancelar',
    'Cancélela',
    'No, just cancel it',
    'No no, please cancel that',
    'No, I want to cancel',
  ],
  again: ['What time?', 'Sorry, what was that?', 'Can you repeat that?', '¿A qué hora?', 'Repita por favor', 'What?'],
  who: [
    'Who is this?',
    "Who's calling?",
    "What's this about?",
    'Is this a robot?',
    '¿Quién habla?',
    '¿De parte de quién?',
  ],
  later: [
    'Can you call me later?',
    "I'm driving",
    "Don't call me tomorrow, call Friday",
    'Call me back in ten minutes',
    "It's not a good time",
    'Llámeme más tarde',
    'Estoy manejando',
    'Call me on Monday',
  ],
  wrong_number: [
    'You have the wrong number',
    'Wrong number',
    "There's no Ana here",
    "She doesn't live here",
    'Número equivocado',
  ],
  fetching: ['Hold on a second', 'Let me get her', 'One moment', 'Espere un momento'],
  hello: ['Hello?', 'Hi', 'Yes, hello?', '¿Bueno?', 'Hola', 'Good morning'],
  other: [
    'The dog is on the roof',
    'I have a question about parking',
    'Ana speaking',
    'No sé si puedo ir',
    '¿Y si llego tarde?',
    'Déjeme ver si puedo',
    'Could you confirm the address?',
    'Am I confirmed already?',
    'Yes, but not on Tuesday',
    'Yes, is it possible to bring my son?',
    "I'll come if I can",
    "I'm unable to confirm",
  ],
}

describe('what somebody says to a call of ours', () => {
  test.each(Object.entries(SAID).flatMap(([answer, phrases]) => phrases.map((phrase) => [answer, phrase] as const)))(
    'is %s: %s',
    (answer, phrase) => {
      expect(readAnswer(phrase)).toBe(answer)
    },
  )
})

const KEPT: Readonly<Record<'keeps it' | 'does not', readonly string[]>> = {
  'keeps it': [
    "Actually I'll keep it",
    'No, keep it, please',
    'Oh, leave it as it is',
    'Can I just keep that?',
    "I don't need to change it after all",
    'Never mind',
    "No, don't cancel it",
    "I'll be there",
    'No, la dejo como está',
    'Mejor déjela',
    'No la cambie',
    'Sí voy',
  ],
  'does not': [
    'Yes',
    'Thursday afternoon',
    'Keep it if you have nothing else',
    "I'll keep it, but later in the day",
    'Never mind, just cancel it',
    "I can't keep it",
    "Don't move it, cancel it",
    'No la dejo',
    'No sé si voy',
    'No, la cambio',
  ],
}

test.each(Object.entries(KEPT).flatMap(([is, phrases]) => phrases.map((phrase) => [is, phrase] as const)))(
  'whoever asked for another time %s: %s',
  (is, phrase) => {
    expect(keepsIt(phrase)).toBe(is === 'keeps it')
  },
)
