import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, NOBODY_YET, type PartyEvent, type PartyState } from './party.ts'

const said = (text: string, msSinceAnswer = 5_000): PartyEvent => ({ type: 'heard', text, msSinceAnswer })
const after = (events: readonly PartyEvent[], state: PartyState = NOBODY_YET) =>
  events.reduce((judged, event) => judge(judged.state, event), judge(state, { type: 'silence', ms: 0 }))

const VOICEMAILS = [
  "Hi, you've reached Ana Johnson. I can't come to the phone right now, so please leave a message after the tone.",
  'You have reached two one two, five five five, zero one four two. Please leave your message after the beep.',
  'Please leave a message after the tone. When you are finished recording, you may hang up, or press one for more options.',
  'Your call has been forwarded to an automatic voice message system.',
  'Your call has been forwarded to voicemail. The person you are trying to reach is not available.',
  'At the tone, please record your message. When you have finished recording, you may hang up.',
  "The person you're trying to reach is not available. At the tone, please record your message.",
  "Hey, it's Mike, you know what to do.",
  "Hey it's Mike. Leave a message and I'll get back to you.",
  "Sorry I missed your call. Leave me your name and number and I'll call you back as soon as I can.",
  "We're not home right now, but if you leave your name and number, we'll get back to you as soon as possible.",
  "Hi, this is Sarah's voicemail.",
  'Welcome to the voice mailbox of Peter Smith.',
  'You have reached the voicemail box of',
  "I'm either away from my desk or on the other line. Please leave a brief message.",
  'No one is available to take your call.',
  'Nobody can come to the phone right now, leave it at the beep',
  'The wireless customer you are calling is not available. Please try again later.',
  'The Google subscriber you have called is not available. Please leave a message after the tone.',
  'You have reached the Millers. We are unable to answer the phone at the moment.',
  "Hello? ... just kidding! I'm not here, leave a message at the beep.",
  'Thanks for calling, I am out of the office until Monday, please leave a detailed message',
  'The number you have dialed is not available, please leave a message after the tone',
  'To leave a callback number, press five',
  "I'll return your call as soon as I can",
  'The caller you are trying to reach has not answered. Record your message at the tone.',
  'Hola, habla Ana. En este momento no puedo contestar, deje su mensaje después del tono.',
  'Se ha comunicado con el buzón de voz de la familia Ortiz.',
  'Deje su mensaje después de la señal.',
  'El número que usted marcó no está disponible. Por favor deje su mensaje.',
  'Grabe su mensaje al escuchar el tono.',
  'Por el momento no me encuentro disponible, le devolveré la llamada lo antes posible.',
  'Ha llamado a casa de los Pérez, no estamos en casa en este momento',
  'Deja tu nombre y número y te regreso la llamada en cuanto pueda',
  'El cliente que usted llamó se encuentra fuera del área de servicio',
  'Usted se ha comunicado con el cinco cinco cinco, deje su recado',
]

const SCREENINGS = [
  "Hi, if you record your name and reason for calling, I'll see if this person is available.",
  "If you record your name and reason for calling I'll see if this person is available",
  "Hi, the person you're calling is using a screening service from Google, and will get a copy of this conversation. Go ahead and say your name, and why you're calling.",
  'The person you have called is using call screening. Please say your name and the reason for your call.',
  'Before I try to connect you, may I ask your name and the reason for your call?',
  'Hello, this is a virtual assistant answering on behalf of Ana. Who is calling and why?',
  'Hi, this is Bixby. Please tell me the reason for your call.',
  'The person you are calling is using Text Call. Please state your name and purpose.',
  'Please state your name after the tone and Google Voice will try to connect you.',
  'Please say your name.',
  'Hi. This call is being screened. Say your name and why you are calling.',
  'To screen calls this person uses an assistant. State your name and reason for calling.',
  'Can you tell me your name and what you are calling about? I will check if they are available.',
  'Si graba su nombre y el motivo de su llamada, veré si esta persona está disponible.',
  'La persona a la que llama está usando un servicio de filtro de llamadas de Google. Diga su nombre y el motivo de la llamada.',
  'Diga su nombre y por qué llama.',
]

const MENUS = [
  'Thank you for calling Acme. For sales, press one. For service, press two.',
  'Press 1 for English. Para español, oprima el dos.',
  'Please listen carefully, as our menu options have changed.',
  "If you know your party's extension, you may dial it at any time.",
  'All of our representatives are currently busy assisting other callers.',
  'Your call is important to us. Please stay on the line for the next available agent.',
  'Thank you for calling. This call may be recorded for quality purposes.',
  'Our office is currently closed. Our business hours are nine to five.',
  'You can say things like billing or appointments.',
  'In a few words, tell me what you are calling about.',
  'For appointments press 2, for billing press 3, or press zero for the operator',
  'Para ventas, marque uno. Para servicio, marque dos.',
  'Gracias por llamar. Si conoce el número de extensión, marque la extensión ahora.',
  'Su llamada es muy importante para nosotros.',
]

const HUMANS = [
  'Hello?',
  'Hello, hello?',
  'Hi.',
  'Yes?',
  'Yeah, hello?',
  'This is Ana.',
  'Hi, this is Ana.',
  'Ana speaking.',
  "Dr. Smith's office, this is Ana.",
  "Dr. Smith's office, how can I help you?",
  'Thank you for calling Smith Plumbing, this is Joe, how may I help you?',
  "You've reached Smith Plumbing, this is Joe, how can I help?",
  'Johnson residence.',
  'Who is this?',
  "Who's calling?",
  'What do you want?',
  "What's this about?",
  'Is this a robot?',
  'Are you a real person?',
  "I'm driving, can you call me later?",
  "I'm at work right now.",
  'Hold on a second.',
  'Let me get him for you.',
  "She's not here right now, can I take a message?",
  "She isn't available, would you like to leave a message?",
  'He is at work, do you want to leave him a message?',
  'You left me a message yesterday.',
  'I got your message about the appointment.',
  'Wrong number.',
  'No, not interested.',
  "I can't hear you, speak up.",
  'Sure, go ahead.',
  'This is she.',
  "Yes I'd like to confirm",
  'I pressed the wrong button, sorry, what was that?',
  'Mom, it is for you',
  'How did you get this number?',
  "I don't have time for this",
  'Take me off your list.',
  'Bueno?',
  '¿Quién habla?',
  'Diga.',
  'Dígame.',
  '¿De parte de quién?',
  'Hola, ¿quién es?',
  'Sí, ella habla.',
  'No está, ¿quiere dejarle un recado?',
  'Estoy manejando, llámeme más tarde.',
  'Consultorio del doctor Ruiz, ¿en qué le puedo ayudar?',
  'Mande.',
  'Espere un momentito.',
  'No le escucho bien.',
]

const DEAD = [
  'The mailbox is full and cannot accept any messages at this time. Goodbye.',
  'The voicemail box you have reached has not been set up yet.',
  'The number you have dialed is not in service.',
  'Your call cannot be completed as dialed.',
  'The person you have called has a voicemail box that is full.',
  'El buzón está lleno y no acepta mensajes.',
  'El número que usted marcó no existe.',
]

describe('who picked up', () => {
  test.each(VOICEMAILS)('is a machine that is not spoken to yet: %s', (text) => {
    expect(judge(NOBODY_YET, said(text))).toMatchObject({ act: 'wait', state: { party: 'machine' } })
  })

  test.each(SCREENINGS)('is an assistant that is told who calls: %s', (text) => {
    expect(judge(NOBODY_YET, said(text))).toMatchObject({ act: 'answer_screening', state: { party: 'screening' } })
  })

  test.each(MENUS)('is a menu: %s', (text) => {
    expect(judge(NOBODY_YET, said(text)).state.party).toBe('ivr')
  })

  test.each(HUMANS)('is a person: %s', (text) => {
    expect(judge(NOBODY_YET, said(text))).toMatchObject({ act: 'talk', state: { party: 'human' } })
  })

  test.each(HUMANS)('stays a person, whatever the carrier thinks, once they say after something else: %s', (text) => {
    const { state } = after([said('Yes, who is this?'), { type: 'amd', answeredBy: 'machine' }, said(text, 12_000)])
    expect(state.party).toBe('human')
  })

  test.each(DEAD)('is nobody who could ever be told anything: %s', (text) => {
    expect(judge(NOBODY_YET, said(text)).act).toBe('hang_up')
  })

  test('is a fax, by its tone or by its words', () => {
    expect(judge(NOBODY_YET, { type: 'amd', answeredBy: 'fax' }).act).toBe('hang_up')
    expect(judge(NOBODY_YET, said('Please start your fax machine now')).act).toBe('hang_up')
  })
})

describe('a machine', () => {
  test('gets its message after the tone, and only one', () => {
    const greeted = after([said(VOICEMAILS[0] ?? '')])
    const toned = judge(greeted.state, { type: 'tone' })
    expect(toned.act).toBe('leave_voicemail')
    expect(judge(toned.state, { type: 'tone' }).act).toBe('wait')
    expect(judge(toned.state, said('hello?')).act).toBe('wait')
  })

  test('gets it when the carrier heard the tone, or when its greeting is followed by a pause', () => {
    const { state } = after([said(VOICEMAILS[4] ?? '')])
    expect(judge(state, { type: 'amd', answeredBy: 'beep' }).act).toBe('leave_voicemail')
    expect(judge(state, { type: 'silence', ms: 400 }).act).toBe('wait')
    expect(judge(state, { type: 'silence', ms: 2_000 }).act).toBe('leave_voicemail')
  })

  test('that nobody could understand is one by the carrier’s word and a pause', () => {
    const { state } = after([{ type: 'amd', answeredBy: 'machine' }])
    expect(state.party).toBe('unknown')
    expect(judge(state, { type: 'silence', ms: 5_000 }).act).toBe('leave_voicemail')
  })

  test('whose greeting comes in pieces, and begins like a person, is known by its end', () => {
    const { state, act } = after([said('Hi, this is Ana.', 2_000), said('Leave me a message.', 6_000)])
    expect([state.party, act]).toEqual(['machine', 'wait'])
  })

  test('that is interrupted by the person who lives there is that person', () => {
    const { state } = after([said(VOICEMAILS[1] ?? ''), said('Hello? Who is this?', 9_000)])
    expect(state.party).toBe('human')
  })
})

describe('an assistant', () => {
  test('is told twice at the most, and waited for meanwhile', () => {
    const asks = said(SCREENINGS[0] ?? '')
    const first = judge(NOBODY_YET, asks)
    const second = judge(first.state, asks)
    expect([first.act, second.act, judge(second.state, asks).act]).toEqual([
      'answer_screening',
      'answer_screening',
      'wait',
    ])
    expect(judge(first.state, said('Thanks. Please stay on the line.')).act).toBe('wait')
  })

  test('that was answered by how the call began is waited for, and whoever it puts through is a person', () => {
    const told = judge(NOBODY_YET, said('Thanks. Please stay on the line.'))
    expect(told).toMatchObject({ act: 'wait', state: { party: 'screening' } })
    expect(judge(told.state, said('Hello, this is Ana.'))).toMatchObject({ act: 'talk', state: { party: 'human' } })
    expect(judge(NOBODY_YET, said('Hold on, let me get her.')).act).toBe('talk')
  })

  test('hands over to a person, to a machine, or says no', () => {
    const { state } = after([said(SCREENINGS[2] ?? '')])
    expect(judge(state, said('Hello?'))).toMatchObject({ act: 'talk', state: { party: 'human' } })
    expect(judge(state, said(VOICEMAILS[5] ?? '')).state.party).toBe('machine')
    expect(judge(state, said("They can't talk right now. Goodbye.")).act).toBe('hang_up')
  })
})

describe('a menu', () => {
  test.each([
    ['To accept this call, press one.', '1'],
    ['Press 5 to be connected.', '5'],
    ['To leave a message, press 2.', '2'],
    ['Para aceptar la llamada, oprima el uno.', '1'],
  ])('that puts the call through gets its key: %s', (text, digits) => {
    expect(judge(NOBODY_YET, said(text))).toMatchObject({ act: 'press', digits })
  })

  test.each(['If you are a person, press one.', 'Press one if you are not a robot.'])(
    'that wants a person to press is not lied to: %s',
    (text) => {
      expect(judge(NOBODY_YET, said(text)).act).toBe('wait')
    },
  )

  test('is left when it only goes round', () => {
    expect(after([said(MENUS[0] ?? ''), said(MENUS[1] ?? ''), said(MENUS[6] ?? '')]).act).toBe('hang_up')
    expect(after([said(MENUS[0] ?? ''), { type: 'silence', ms: 7_000 }]).act).toBe('hang_up')
  })
})

describe('nobody at all', () => {
  test('is asked once more, and then let go', () => {
    const first = judge(NOBODY_YET, { type: 'silence', ms: 7_000 })
    expect(first.act).toBe('ask')
    expect(judge(first.state, { type: 'silence', ms: 7_000 })).toMatchObject({
      act: 'hang_up',
      state: { party: 'silence' },
    })
  })
})

const anyEvent: fc.Arbitrary<PartyEvent> = fc.oneof(
  fc.constantFrom(...VOICEMAILS, ...SCREENINGS, ...MENUS, ...HUMANS, ...DEAD).map((text) => said(text)),
  fc.constantFrom('human', 'machine', 'beep', 'fax', 'silence', 'unknown').map((answeredBy) => ({
    type: 'amd' as const,
    answeredBy: answeredBy as 'human',
  })),
  fc.nat(30_000).map((ms) => ({ type: 'silence' as const, ms })),
  fc.constant({ type: 'tone' as const }),
)

describe('in whatever order things are heard', () => {
  test('only a person is talked to, and a machine is told its message at most once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        let state = NOBODY_YET
        let left = 0
        for (const event of events) {
          const judged = judge(state, event)
          if (judged.act === 'talk') expect(judged.state.party).toBe('human')
          if (judged.act === 'leave_voicemail') left += 1
          state = judged.state
        }
        expect(left).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the carrier’s word alone makes nobody a person', () => {
    expect(judge(NOBODY_YET, { type: 'amd', answeredBy: 'human' }).state.party).toBe('unknown')
  })
})
