import { describe, expect, test } from 'vitest'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { key, play } from '../../../../test/builders/play.ts'
import { talkWith } from '../../../../test/builders/tool-room.ts'

describe('several things in one breath', () => {
  test('what is asked by the way is answered, and the booking goes on', async () => {
    await play(clinic, [
      ['do you take Aetna, and if so book me a cleaning on Friday', 'Aetna', 'Friday, November 27 at 8 AM or 10 AM'],
    ])
    await play(clinic, [
      ['Do you take Aetna, how much is a cleaning, and can I get one on Friday?', 'Aetna', '120 dollars', 'Friday'],
    ])
    await play(clinic, [
      ['what are your hours on Friday and can I get a filling that day', '8 AM to 5 PM', '27 at 8 AM'],
    ])
  })

  test('two questions have two answers', async () => {
    await play(clinic, [["where are you located and is there parking? I'm new in town", 'Elm Street', 'behind']])
  })

  test('a cancellation and a booking are done one after the other', async () => {
    await play(
      clinic,
      [
        ['cancel my Tuesday cleaning and book me a filling next week instead', 'Shall I cancel'],
        ['yes', 'is cancelled', 'go on with booking a filling'],
        ['yes', 'November 30'],
      ],
      { own: [['cleaning', '2026-11-24T10:00']] },
    )
  })
})

describe('a correction', () => {
  test.each([
    ['sorry I meant a cleaning, not a filling', 'cleaning'],
    ['not a filling, a cleaning', 'cleaning'],
  ])('of the service, "%s"', async (said, service) => {
    await play(clinic, [
      ['a filling on Thursday at 2'],
      [said, '2 PM'],
      ['yes', 'name'],
      ['Nora Quinn', `a ${service}`],
    ])
  })

  test.each(["no it's Mick not Nick", "it's not Nick, it's Mick"])('of the name, "%s"', async (said) => {
    await play(clinic, [['cleaning tomorrow 8 am'], ['yes'], ['Nick'], [said, 'for Mick']])
  })

  test('of the time, after "no wait"', async () => {
    await play(clinic, [
      ['book me a cleaning tomorrow at 9'],
      ['actually make that 11', '11 AM'],
      ['no wait, 10', '10 AM'],
    ])
  })
})

describe('whoever it is with', () => {
  test('somebody who is not wanted is not offered', async () => {
    await play(salon, [["I don't want Ana, a haircut on Wednesday", 'with Marcus', '!with Ana']])
  })

  test('who does not do it is said by the service', async () => {
    await play(clinic, [
      ['I want a cleaning with Dr. Kim', 'For a cleaning you can see Dr. Patel'],
      ['then with anyone', 'Which would you like', "!didn't catch"],
    ])
  })

  test('a booking goes from one person to another at its own time', async () => {
    const own = [['haircut', '2026-11-25T14:00']] as const
    const talk = await play(salon, [['switch my haircut from Ana to Marcus', 'with Marcus']], { own })
    expect(talk.called[1]?.args).toMatchObject({ resource: 'Marcus', when: 'Wednesday, November 25 at 2 PM' })
  })
})

describe('a move told by the old time', () => {
  const own = [['cleaning', '2026-11-25T09:00']] as const

  test.each([
    ['can you push my cleaning back an hour', '10 AM'],
    ['can we do my Wednesday appointment an hour earlier', '8 AM'],
    ['move my cleaning to eleven', '11 AM'],
  ])('"%s" is the same day at %s', async (said, time) => {
    await play(clinic, [[said, `to Wednesday, November 25 at ${time}`, 'Shall I do that']], { own })
  })

  test('is later that day, once the booking was told', async () => {
    await play(
      clinic,
      [
        ['when is my appointment', '25 at 9 AM'],
        ['can I make it later that day', '9:30 AM or'],
      ],
      { own },
    )
  })

  test('is so many weeks on', async () => {
    await play(clinic, [['push my appointment by a week please', 'to Wednesday, December 2 at 9 AM']], { own })
  })

  test('keeps the time on another day', async () => {
    await play(clinic, [['move my cleaning to Thursday same time', 'November 26 at 9 AM', 'Shall I']], { own })
  })
})

describe('a table', () => {
  test.each([
    ['dinner Saturday at eight for four people', '28 at 8 PM', '4'],
    ["can we come at eight on Friday, there's six of us", '27 at 8 PM', '6'],
    ['book a table for 8 at 8 on Friday', '27 at 8 PM', '8'],
    ['a table on Friday at seven for two', '27 at 7 PM', '2'],
  ])('"%s" is in the evening, for so many', async (said, time, people) => {
    await play(restaurant, [
      [said, time],
      ['yes', 'name'],
      ['Rossi', `number of people, ${people}`],
    ])
  })
})

describe('people who do not book', () => {
  test.each([
    ['who won the match last night', "answer|can't|afraid|catch", '!minutes'],
    ['no sorry wrong number', 'Goodbye'],
    ['tell me a joke', 'afraid'],
    ['you people are useless', 'call you back'],
  ])('"%s" is answered as it is meant', async (...line) => {
    await play(clinic, [line])
  })

  test('a booking that is dropped with a goodbye ends there', async () => {
    await play(clinic, [
      ['I want to book a cleaning'],
      ["actually never mind that's all goodbye", "haven't booked", 'Goodbye'],
    ])
  })

  test('who wants to be called back is called back', async () => {
    const talk = await play(clinic, [['can someone call me back', 'call you back', '!connecting']])
    expect(talk.filed[0]).toMatchObject({ kind: 'callback' })
  })

  test('a message for somebody is not from them', async () => {
    await play(clinic, [
      ["I'd like to leave a message for Dr. Patel", 'your name|name'],
      ['Sam Okoro', 'number'],
    ])
  })

  test('what is left behind is a message', async () => {
    await play(clinic, [['I left my scarf there last night, did anyone find it?', 'take a message', '!Elm Street']])
  })
})

test('a key that leads to a queue files the call back there', async () => {
  const talk = talkWith({ ...clinic, dtmf: { '5': { kind: 'task', queue: 'billing' } } })
  await talk.say(key('5'))
  expect(talk.filed[0]).toMatchObject({ kind: 'callback', queue: 'billing' })
})

test('a birth date told at once is not asked again', async () => {
  await play(practice, [
    ["can you renew my prescription for sertraline, I'm Cara Diaz, my date of birth is May 2nd 1991", 'pharmacy'],
  ])
})

test('who has been ill since last night is not told that it has passed', async () => {
  await play(practice, [["I've been throwing up since last night, can I come in", 'sorry to hear', '!passed']])
})

describe('more than one who comes', () => {
  test('is told that visits are booked one by one, and the next is under another name', async () => {
    const talk = await play(clinic, [
      ['me and my wife need cleanings next tuesday', 'one visit at a time', 'Which would you like'],
      ['the first one', 'name'],
      ['Al Moe', 'Shall I book'],
      ['yes', "You're booked", 'Al Moe', 'the next one'],
      ['and my wife Ida', 'I have Tuesday'],
      ['the first one', 'for Ida', '!Al Moe'],
      ['yes', "You're booked", 'Ida'],
    ])
    expect(talk.bookings).toHaveLength(2)
  })

  test('the next is asked for when the first is booked, on the same day and under another name', async () => {
    const talk = await play(clinic, [
      ['I need a cleaning for me and one for my daughter', 'one visit at a time'],
      ['Thursday morning', 'Thursday'],
      ['the first one', '!daughter', 'name'],
      ['Ann Lee', 'Shall I book'],
      ['yes', "You're booked", 'Shall we go on with the next one?'],
      ['same time for her please', 'The nearest I have', 'Thursday'],
      ['the first one', 'name'],
      ['Mia Lee', 'for Mia Lee'],
      ['yes', "You're booked", 'anything else'],
    ])
    expect(talk.bookings).toHaveLength(2)
    await play(salon, [
      ['haircuts for Rob and Sue Hart on Thursday', 'one visit at a time'],
      ['10 with Ana', 'name'],
      ['Rob Hart', 'Shall I book'],
      ['yes', 'the next one'],
      ['no thanks', 'anything else'],
    ])
  })

  test('who is squeezed in beside the one before gives their own name', async () => {
    await play(salon, [
      ['haircut on friday', 'Which would you like'],
      ['the first', 'name'],
      ['Pete', 'Shall I book'],
      ['yes', "You're booked"],
      ['and squeeze in my brother Tom on friday too', 'Friday'],
      ['the first one', 'for Tom'],
    ])
  })
})

describe('whoever asks whom a visit is with', () => {
  test('is told, and gets somebody else where there is anybody', async () => {
    await play(salon, [
      ['haircut on friday', 'with Ana'],
      ['who would that be with', "That's with Ana", 'Which would you like'],
      ['anyone else?', 'with Marcus'],
      ['the first', 'name'],
      ['who is that with again', "That's with Marcus", 'name'],
    ])
  })

  test('hears that nobody else does it where that is so', async () => {
    await play(clinic, [
      ['a cleaning next tuesday', 'with Dr. Patel'],
      ['is there another dentist', 'only Dr. Patel', 'Which would you like'],
    ])
  })
})

test('whoever wants nothing but that is let go, whatever was offered', async () => {
  await play(clinic, [
    ['what do i need to bring', 'Shall I take a message'],
    ['no that is it', 'Goodbye'],
  ])
  await play(clinic, [
    ['a cleaning', 'Which would you like'],
    ['no thanks that is all', "haven't booked anything", 'Goodbye'],
  ])
})

test('a nurse who is to call is asked to, and what was last week books nothing', async () => {
  const talk = await play(practice, [
    ["it's about my bill", 'take a message'],
    ['can a nurse call me', 'call you back'],
    ['I was in the office last week', '!What would you like to book'],
  ])
  expect(talk.filed).toMatchObject([{ kind: 'callback' }])
})

describe('who tells of what was', () => {
  test.each([
    [salon, 'hi, the color you did on me on Saturday came out orange and I am really upset'],
    [restaurant, 'we had dinner last night and my wife got sick from the oysters'],
    [salon, 'you cut my bangs way too short and I was told nobody could fix it, this is unacceptable'],
    [clinic, 'the lady at the desk was so rude to my mother yesterday'],
  ])('has it passed on in their own words, and is offered no time: %#', async (business, told) => {
    const talk = await play(business, [
      [told, 'sorry to hear', 'pass that on', '!Which would you like'],
      ['Dana Fox', 'number'],
      ['yes', told],
      ['yes', 'passed your message on'],
    ])
    expect(talk.filed).toHaveLength(1)
  })

  test('is asked once, when they leave before it is sent, whether to send it', async () => {
    const talk = await play(restaurant, [
      ['we had dinner last night and my wife got sick from the oysters', 'Name, please?'],
      ['Paul Reed', 'number'],
      ['bye', 'shall I send your message'],
      ['yes please', 'passed your message on'],
    ])
    expect(talk.filed).toHaveLength(1)
    await play(restaurant, [
      ['we had dinner last night and my wife got sick from the oysters', 'Name, please?'],
      ['bye', 'shall I send your message'],
      ['no, bye', 'Goodbye'],
    ])
  })

  test.each([
    [clinic, "hi this is Carol from Doctor Patel's office, I am calling about a referral for one of your patients"],
    [restaurant, 'hey this is Mike from Sysco, your truck is going to be an hour late'],
  ])('for another business leaves it as a message: %#', async (business, told) => {
    await play(business, [
      [told, 'pass that on', '!Which would you like'],
      ['Carol Diaz', 'number'],
      ['212 555 0111', '2 1 2, 5 5 5, 0 1 1 1'],
      ['yes', told],
    ])
  })
})
