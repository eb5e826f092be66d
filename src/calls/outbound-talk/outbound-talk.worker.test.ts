import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { ALWAYS_OPEN } from '../../../test/always-open.ts'
import { aDialStand, CALLED, NOON, type DialStand } from '../../../test/builders/dial-stand.ts'
import { hungUp, pickedUp, texts } from '../../../test/builders/picked-up.ts'
import { attributeOf } from '../../../test/played-call.ts'
import { storeTrouble } from '../../../test/store-trouble.ts'
import { changeWishes } from '../../consent/change-wishes.ts'
import { NO_PREFERENCES } from '../../consent/contact.ts'
import { recordConsent } from '../../consent/record-consent.ts'
import { publishedAgent } from '../../agents/published.ts'
import { callDesk } from '../../bookings/call-desk.ts'

/** The earliest time that is free. */
async function aSlot({ ctx, pins, line }: DialStand) {
  const { personId } = pins
  const document = await publishedAgent(ctx().db, pins.tenantId, line.agentId, 1)
  if (document === null) throw new Error('no document')
  const desk = callDesk(ctx(), { callId: null, holder: personId, personId, keySubject: personId }, document)
  const query = { serviceSlug: 'cleaning', windows: null, resourceName: null, count: 1, spreadHours: 0 }
  const found = await desk.findSlots(query)
  const slot = found.ok ? found.value[0] : undefined
  if (slot === undefined) throw new Error('no slot')
  return { desk, slot }
}

async function aBooking(stand: DialStand) {
  const { personId } = stand.pins
  const { desk, slot } = await aSlot(stand)
  const booked = await desk.book({ slot, name: 'Ana Ortiz', phone: CALLED, fields: {}, intentKey: `b:${personId}` })
  if (!booked.ok) throw new Error(booked.error.code)
  return booked.value
}

const statusOf = (bookingId: string) =>
  env.DB.prepare('SELECT status FROM bookings WHERE id = ?').bind(bookingId).first<string>('status')

const suppressed = (tenantId: string) =>
  env.DB.prepare('SELECT count(*) AS n FROM suppressions WHERE tenant_id = ?').bind(tenantId).first<number>('n')

describe('a machine that picks up', () => {
  test('hears nothing while it speaks, and after its tone who called and a number; then it is let go', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket, hears, judged } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    hears("Hi, you've reached Ana. I can't come to the phone right now.")
    hears('Please leave a message after the tone.')
    await judged('machine_start')
    expect(texts(socket)).toBe('')
    await judged('machine_end_beep')
    const message = await socket.nextReply()
    expect(message).toMatch(/^Hello, this is an AI assistant calling for Bright Smile Dental\. Please call us back/)
    expect(message).not.toMatch(/cleaning|appointment|book/i)
    hears('To send your message, press one.')
    await hungUp(socket)
    expect(texts(socket).trim()).toBe(message.trim())
  })

  test('is let go as soon as its message has been played, though it followed on other words of ours', async () => {
    const { socket, hears, judged } = await pickedUp(await aDialStand())
    socket.send({ type: 'info', name: 'agentSpeaking', value: 'on' })
    hears('Please leave your message after the beep.')
    await judged('machine_end_beep')
    const message = await socket.nextReply()
    for (const value of message.split(/(?<=\.)/)) socket.send({ type: 'info', name: 'tokensPlayed', value })
    await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000, interval: 20 })
  })

  test('is let go, being a fax, though the carrier knew it before there was a line', async () => {
    const { socket } = await pickedUp(await aDialStand(), {}, 'fax')
    await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000, interval: 20 })
    expect(texts(socket).trim()).toBe('')
  })

  test('is told nothing, being a company and its menu, however the carrier takes its pause', async () => {
    const { socket, hears, judged } = await pickedUp(await aDialStand())
    hears('Thank you for calling Miller and Sons. For sales, press 1. For service, press 2.')
    await judged('machine_end_other')
    await judged('machine_end_silence')
    hears('For sales, press 1. For service, press 2.')
    hears('For sales, press 1. For service, press 2.')
    await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000, interval: 20 })
    expect(texts(socket).trim()).toBe('')
  })

  test('is known by its silence where the carrier says nothing', async () => {
    const stand = await aDialStand()
    const { socket, hears } = await pickedUp(stand)
    hears('Please leave your message after the beep.')
    expect(await socket.nextReply()).toContain('Please call us back')
  })
})

describe('an assistant that screens', () => {
  test('is told who calls and no more, and the person it puts through is asked for a moment', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    const answered = await socket.say(
      "Hi, if you record your name and reason for calling, I'll see if this person is available.",
    )
    expect(answered).toBe('This is an AI assistant calling for Bright Smile Dental, with a reminder.')
    expect(await socket.say('Hello?')).toBe(
      "I'm an AI assistant, calling for Bright Smile Dental. To stop these calls, say stop calling or press 9. This call is recorded. Do you have a moment?",
    )
    expect(await socket.say('Sure')).toContain('Cleaning')
  })

  test('puts through somebody who presses a key at once: they are told who calls before they hear of anything', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    await socket.say("Hi, if you record your name and reason for calling, I'll see if this person is available.")
    expect(await socket.press('4')).toMatch(
      /^I'm an AI assistant, calling for Bright Smile Dental\. .+ press 9\. This call is recorded\./,
    )
  })
})

describe('a person who picks up', () => {
  test('confirms with a key, and hears it said, where to call, and goodbye', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    expect(await socket.say('Yes')).toMatch(/your appointment: Cleaning, .+ press 1\. .+ press 2\. .+ press 3\./)
    expect(await socket.press('1')).toMatch(
      /^Thank you, we'll see you .+ reach us at 2 1 2, 5 5 5, [\d ]+\. Goodbye\.$/,
    )
    await hungUp(socket)
    expect(await statusOf(booking.bookingId)).toBe('confirmed')
  })

  test('is told again who says yes to what they have not heard, and holds nobody to it', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    const told = await socket.say('Yes')
    socket.send({ type: 'interrupt', utteranceUntilInterrupt: told.slice(0, 12), durationUntilInterruptMs: 0 })
    expect(await socket.say('Yeah')).toBe(told)
    const until = told.indexOf(' To confirm')
    socket.send({ type: 'interrupt', utteranceUntilInterrupt: told.slice(0, until), durationUntilInterruptMs: 0 })
    expect(await socket.say('Yeah')).toContain("Thank you, we'll see you")
  })

  test('cancels once they have said so twice', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    await socket.say('Yes, go ahead')
    expect(await socket.say("I'd like to cancel it")).toContain('Shall I cancel it?')
    expect(await statusOf(booking.bookingId)).toBe('confirmed')
    expect(await socket.say('Yes')).toMatch(
      /^Your appointment is cancelled\. You can reach us at 2 1 2, [\d ,]+\. Goodbye\.$/,
    )
    expect(await statusOf(booking.bookingId)).toBe('cancelled')
  })

  test('is let go who answers our goodbye, and what they asked for stays as it was said', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    await socket.say('Yes, go ahead')
    await socket.say('Please cancel it')
    expect(await socket.say('Yes')).toMatch(
      /^Your appointment is cancelled\. You can reach us at 2 1 2, [\d ,]+\. Goodbye\.$/,
    )
    expect(await socket.say('Yes, okay, thanks')).toBe('')
    await vi.waitUntil(() => socket.frames.some(({ type }) => type === 'end'), { timeout: 90_000, interval: 20 })
    expect(await statusOf(booking.bookingId)).toBe('cancelled')
  })

  test('is heard after our goodbye, too, who cannot come after all', async () => {
    const stand = await aDialStand()
    const booking = await aBooking(stand)
    const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
    await socket.say('Yes')
    expect(await socket.say('Yes')).toContain('Goodbye.')
    expect(await socket.say("No, wait, I'm not coming")).toContain('Shall I cancel it?')
    expect(await socket.say('Yes')).toContain('Your appointment is cancelled.')
    expect(await statusOf(booking.bookingId)).toBe('cancelled')
  })

  test('is heard after our goodbye, too, who wants no more calls', async () => {
    const stand = await aDialStand()
    const { socket } = await pickedUp(stand)
    expect(await socket.say('No')).toContain('goodbye')
    expect(await socket.say('And stop calling me')).toContain("You're off our list")
    expect(await suppressed(stand.pins.tenantId)).toBe(1)
  })

  test.each(['2', 'I need to move it, please.', "I can't make it then."])(
    'moves it with the agent: %s',
    async (wish) => {
      const stand = await aDialStand()
      const booking = await aBooking(stand)
      const { socket } = await pickedUp(stand, { about: { bookingId: booking.bookingId } })
      await socket.say('Sure')
      expect(await (wish === '2' ? socket.press(wish) : socket.say(wish))).toMatch(
        /what day|when would|which time|what time/i,
      )
    },
  )

  test('hears the number to call before the goodbye of the agent that talks with them', async () => {
    const { socket } = await pickedUp(await aDialStand())
    await socket.say('Sure')
    let reply = await socket.say('What are your opening hours?')
    for (let nth = 0; nth < 2 && !/bye/i.test(reply); nth += 1) reply = await socket.say("No, that's all, goodbye.")
    expect(reply).toMatch(/2 1 2, [\d ,]+\. .*bye/i)
  })

  test('is put through in their language, and whoever is rung for them hears that in the language of the business', async () => {
    const desk = { kind: 'phone', number: '+12125550190', mode: 'warm' } as const
    const whisper = { 'en-US': 'It is about a reminder.', 'es-US': 'Es por un recordatorio.' }
    const stand = await aDialStand(NOON, {
      change: (document) => ({
        ...document,
        hours: { ...document.hours, ...ALWAYS_OPEN },
        routing: [{ intent: 'human', when: 'always', to: { ...desk, whisper } }],
      }),
    })
    await changeWishes(stand.ctx(), stand.pins.personId, { preferences: { ...NO_PREFERENCES, language: 'es-US' } })
    const { socket, call, twiml } = await pickedUp(stand)
    expect(twiml).toContain('soy una inteligencia artificial')
    expect(await socket.say('Sí, quiero hablar con una persona')).toMatch(/comunico/)
    await hungUp(socket)
    const HandoffData = String(socket.frames.find(({ type }) => type === 'end')?.['handoffData'])
    const asked = async (address: string, params: Readonly<Record<string, string>>) =>
      (await call.post(address, call.params({ CallStatus: 'in-progress', ...params }))).text()
    const dial = await asked(attributeOf(twiml, 'Connect', 'action'), { SessionStatus: 'ended', HandoffData })
    const leg = { CallSid: `CA${'b'.repeat(32)}`, ParentCallSid: call.callSid }
    const heard = await asked(attributeOf(dial, 'Number', 'url'), leg)
    expect(heard).toMatch(/<Say language="en-US">[^<]*has a call for you\. It is about a reminder\.[^<]*Press 1/)
    expect(heard).not.toMatch(/oprima|recordatorio/i)
  })

  test.each([
    'key',
    'Take me off your list',
    'Stop.',
    'Uh, hello, stop calling me, okay?',
    'Ya no me llamen, quítenme de su lista',
  ])('is left alone from then on who wants that, and hears so once it is written: %s', async (wish) => {
    const stand = await aDialStand()
    const { socket } = await pickedUp(stand)
    const reply = await (wish === 'key' ? socket.press('9') : socket.say(wish))
    expect(await suppressed(stand.pins.tenantId)).toBe(1)
    expect(reply).toContain(wish.startsWith('Ya') ? 'Ya no está en nuestra lista' : "You're off our list")
    await hungUp(socket)
    const again = await stand.dial()
    expect(again.ok ? null : again.error.code).toBe('suppressed')
  })

  test('is left alone who presses nine right after another key', async () => {
    const stand = await aDialStand()
    const { socket } = await pickedUp(stand)
    await socket.press('5')
    expect(await socket.press('9')).toContain("You're off our list")
    expect(await suppressed(stand.pins.tenantId)).toBe(1)
  })

  test('gets the time that is offered with a yes, and the next one hears that it is gone', async () => {
    const stand = await aDialStand()
    await recordConsent(stand.ctx(), {
      by: { phone: CALLED },
      level: 'express',
      purposes: ['waitlist_offer'],
      channels: ['voice'],
      text: 'You may offer me times that come free.',
      textVersion: null,
      source: 'front_desk',
      signature: 'none',
      capturedAtMs: stand.nowMs,
      timeZone: 'America/New_York',
    })
    const { slot } = await aSlot(stand)
    const fields = {
      slot_service: slot.serviceSlug,
      slot_resource_id: slot.resourceId,
      slot_starts_at: new Date(slot.startsAtMs).toISOString(),
    }
    const offer = { purpose: 'waitlist_offer', about: { fields } } as const
    const first = await pickedUp(stand, offer)
    const second = await pickedUp(stand, offer)
    expect(await first.socket.say('Yes')).toMatch(/time has come free: Cleaning, .+ Would you like it\?/)
    expect(await second.socket.say('Yes')).toContain('Would you like it?')
    expect(await first.socket.say('Yes please')).toMatch(/^You have it: /)
    expect(await second.socket.press('1')).toContain('has just been taken')
    const taken = 'SELECT count(*) AS n FROM bookings WHERE tenant_id = ?'
    expect(await env.DB.prepare(taken).bind(stand.pins.tenantId).first<number>('n')).toBe(1)
  })

  test('is told that it could not be saved where it could not, and it is once the stores answer', async () => {
    const stand = await aDialStand()
    const { socket } = await pickedUp(stand)
    await socket.say('Hello?')
    const trouble = storeTrouble(() => true)
    const reply = await socket.say('Por favor no me llamen más').finally(trouble.end)
    expect(reply).toContain('No pude guardarlo en este momento')
    expect(reply).not.toMatch(/nuestra lista|off our list/)
    await vi.waitUntil(async () => (await suppressed(stand.pins.tenantId)) === 1, { timeout: 90_000, interval: 50 })
  })
})
