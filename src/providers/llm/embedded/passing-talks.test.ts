import { describe, expect, test } from 'vitest'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'

describe('what agrees to nothing', () => {
  test('"OK, I\'m back" goes on with the question, and "ok thanks, bye" takes no time that is on offer', async () => {
    await play(salon, [
      ['a haircut please', 'Which would you like'],
      ['hold on', 'Take your time'],
      ["ok sorry I'm back", 'Which would you like', '!Shall I book'],
      ['ok thanks bye', "haven't booked anything"],
    ])
  })

  test('a telephone number is no hour, and "yes dear" no name', async () => {
    await play(salon, [
      ['a haircut on Thursday', 'Which would you like'],
      ['212 555 0133', '!2:12', '!PM'],
      ['the first one', 'name'],
      ['yes dear', '!Dear', 'name'],
    ])
  })
})

test('with whom a visit would be is told, whoever is asked after', async () => {
  await play(salon, [
    ['a haircut on Thursday at ten', 'with Ana'],
    ['is that with Jordan?', "That's with Ana"],
  ])
})

test('the day after a day whose hours were told is asked for as such', async () => {
  await play(salon, [
    ['are you open on Thanksgiving', 'November 26'],
    ['what about the day after', 'November 27'],
    ['cool can I come in that day at 10 for a haircut', 'November 27 at 10 AM'],
  ])
})

test('who is late is not asked once more what to pass on', async () => {
  await play(salon, [
    ['hi I am running like 15 minutes late for my ten o clock', 'message'],
    ['Ann Lee', 'number'],
    ['yes', 'running like 15 minutes late'],
  ])
})

describe('what is told beside the point', () => {
  test('an hour alone is one of the day on offer, whatever day was asked for first', async () => {
    await play(restaurant, [
      ['do you have a table for tonight', 'tomorrow'],
      ['8 oclock', 'tomorrow', '8 PM is free'],
    ])
    await play(
      salon,
      [
        ['need 2 reschedule my appt', 'When would you like'],
        ['friday same time', 'Friday, November 27 at 10 AM', 'Shall I do that'],
      ],
      { own: [['haircut', '2026-11-25T10:00']] },
    )
    await play(salon, [
      ['haircut tomorrow please', 'Which would you like'],
      ['12:30 ish', '12:30 PM'],
    ])
  })

  test('when a visit is, is told by the name of its service', async () => {
    await play(salon, [['when is my haircut', 'November 25 at 10 AM', '!Which would you like']], {
      own: [['haircut', '2026-11-25T10:00']],
    })
  })

  test('what is told when a message is read back goes with it, and is no yes', async () => {
    const talk = await play(restaurant, [
      ['can I leave a message', 'name'],
      ['Ty Cole', 'number'],
      ['yes', 'pass on'],
      ['I want to know how to apply', 'Shall I send it'],
      ['I am a line cook with five years experience', 'how to apply. I am a line cook', 'Shall I send it'],
      ['yes', 'passed your message on'],
    ])
    expect(talk.filed).toHaveLength(1)
  })

  test('a message that is told for somebody is not asked for again, and one that is not wanted is not begun', async () => {
    await play(practice, [
      ['this is a message for Dr. Osei, the pharmacy says they never got the script', 'message'],
      ['Tom Hale', 'number'],
      ['yes', 'the pharmacy says they never got the script', 'Shall I send it'],
    ])
    await play(clinic, [['no I do not want to leave a message', '!take a message']])
  })

  test('a name in two parts is one, and a high chair wished for later is passed on', async () => {
    await play(clinic, [
      ['a cleaning', 'Which would you like'],
      ['first one', 'name'],
      ['my name is Siobhan, S I O B H A N, last name Nguyen N G U Y E N', 'for Siobhan Nguyen'],
    ])
    await play(restaurant, [['can we get a highchair', 'pass it on to the team']])
  })
})

describe('what is wished for at once, or not yet', () => {
  test('a visit and a refill are taken one after the other', async () => {
    const talk = await play(practice, [
      ['I need to come in for a physical and also get my lisinopril refilled', 'Which would you like'],
      ['next Thursday morning', 'December 3'],
      ['first', 'name'],
      ['Al Moe', 'annual physical'],
      ['yes', 'Shall we go on with your refill request'],
      ['yes', 'Date of birth'],
    ])
    expect(talk.bookings).toHaveLength(1)
    await play(practice, [
      ['I need a refill of my lisinopril and I would like to book a physical', 'name'],
      ['Al Moe', 'Date of birth'],
      ['April 4 1960', 'right'],
      ['yes', 'pharmacy'],
      ['Walgreens', 'number'],
      ['yes', 'lisinopril'],
      ['yes', 'Shall we go on with booking an annual physical'],
      ['thursday', 'I have Thursday', 'Which would you like'],
    ])
  })

  test('who wants to think about it has agreed to nothing', async () => {
    await play(salon, [
      ['how much is a haircut', '65 dollars'],
      ['and a color', 'price', '!Which would you like'],
      ['ok thanks I will think about it', '!message. Name'],
      ['a haircut on friday', 'Which would you like'],
      ['I need to talk to my wife first', 'dropped that'],
    ])
  })

  test('"sooner" chooses of two that are on offer, and what was said last is said again without what was before', async () => {
    await play(salon, [
      ['Tuesday or Wednesday for a beard trim whichever is sooner', '8 AM or 10 AM'],
      ['sooner', 'name'],
    ])
    await play(clinic, [
      ['what?', 'How can I help you'],
      ['I said a cleaning', 'Which would you like'],
      ['sorry can you say that again', 'Which would you like', '!How can I help you'],
    ])
  })

  test('another number of guests for a booked table is passed on, and the day a tooth broke is no wish for a day', async () => {
    await play(
      restaurant,
      [['I have a reservation tomorrow, we are now six instead of four', 'pass it on to the team']],
      {
        own: [['table', '2026-11-24T19:00']],
      },
    )
    await play(clinic, [
      [
        "it broke when I was eating popcorn at my grandson's birthday party on Saturday",
        'sorry to hear',
        '!pass it on',
        '!November 28',
      ],
    ])
  })
})

describe('what is said in other words', () => {
  test('a haircut and a color are two visits, one after the other', async () => {
    await play(salon, [
      ['I want a haircut and a color', 'one visit at a time', '!a haircut or a color'],
      ['Thursday', 'Thursday'],
      ['10', 'name'],
      ['Ann Lee', "that's a haircut"],
      ['yes', 'go on with booking a color'],
      ['Friday', 'Friday', 'Which would you like'],
    ])
  })

  test('who keeps their name to themselves has refused no time', async () => {
    await play(restaurant, [
      ['table for 4 tomorrow 7', 'Shall I book it'],
      ['I would rather not give my name', 'need a name', 'Shall I book it'],
      ['ok Smith', 'for Smith'],
    ])
  })

  test('a feast is on the day it is said to be, and as many come as are said last', async () => {
    await play(restaurant, [
      [
        'so it is my anniversary next Saturday and I thought maybe like 7 or 7 30 for the two of us and her parents so four actually',
        'December 5 at 7:30 PM',
      ],
      ['George Hall', 'number of people, 4'],
    ])
  })

  test('what the latest is, asks for later ones, and chooses none', async () => {
    await play(clinic, [
      ['a cleaning tomorrow', '8 AM or 10 AM'],
      ['what is the latest', '!name', 'Which would you like'],
    ])
  })

  test.each([
    [practice, 'I need a note for school for my son, he was there on Friday'],
    [clinic, 'I got a bill for 200 dollars and I do not understand why'],
    [clinic, 'can you send my x-rays to Dr. Mora in Queens'],
  ])('papers and bills are for people: %#', async (business, told) => {
    await play(business, [
      [told, 'pass it on to the team'],
      ['Pat Hill', 'number'],
      ['yes', 'Shall I send it'],
    ])
  })

  test('a question behind an okay is one', async () => {
    await play(
      clinic,
      [
        ['I got a text saying I have an appointment, when is it', 'November 25'],
        ['ok and can I bring my dog', "don't have an answer"],
      ],
      {
        own: [['cleaning', '2026-11-25T10:00']],
      },
    )
  })
})

describe('what is said in few words', () => {
  test('"the 30th", of a day at the end of December, is in December, and "in six weeks" stands beside "morning"', async () => {
    await play(restaurant, [
      ["do you have anything for 8 people on New Year's Eve", 'December 31'],
      ['what about the 30th', 'December 30'],
    ])
    await play(practice, [
      ['the doctor told me to come back in six weeks', 'What would you like to book'],
      ['morning', 'What would you like to book'],
      ['an office visit', 'January 4 at 8 AM'],
    ])
  })

  test('a visit is brought forward, or had with somebody else', async () => {
    const own = { own: [['haircut', '2026-11-25T10:00']] as const }
    await play(salon, [['can I bring my appointment forward', 'I see your haircut', 'When would you like']], own)
    await play(
      salon,
      [['I have an appointment at 10 on Wednesday but I would like to see Marcus instead of Ana', 'with Marcus']],
      own,
    )
  })

  test('one word begins a booking, and one letter ends it', async () => {
    const talk = await play(salon, [
      ['appointment', 'What would you like to book'],
      ['haircut', 'Which would you like'],
      ['tmrw', 'tomorrow'],
      ['10', 'name'],
      ['ann', 'for Ann'],
      ['y', "You're booked"],
    ])
    expect(talk.bookings).toHaveLength(1)
  })
})

describe('what is said after something else', () => {
  test('an hour after the hours of a day is of that day, and a service that was priced is the one to book', async () => {
    await play(salon, [
      ['how late are you open Thursday', 'November 26'],
      ['and can Ana do a haircut at 4', 'November 26 at 4 PM'],
      ['Kay Lin', 'for Kay Lin'],
    ])
    await play(salon, [
      ['do you have gift certificates and how much is a cut', '65 dollars', 'Gift cards'],
      ['ok book me one tomorrow at 9', 'for a haircut', '9 AM'],
    ])
    await play(salon, [['I have a wedding on Saturday and need my hair done that morning', '!not sure we offer']])
  })

  test('to cancel, after a question about it, is no "never mind"; and to book one instead is to move it', async () => {
    const own = { own: [['cleaning', '2026-11-25T10:00']] as const }
    await play(
      clinic,
      [
        ['what happens if I cancel late', "don't have an answer"],
        ['ok cancel it then', 'I see your cleaning', 'Shall I cancel it'],
      ],
      own,
    )
    await play(
      restaurant,
      [
        ['cancel my reservation and book one for Saturday instead', 'I have Saturday', 'Which would you like'],
        ['7', "I'd move your table", 'Shall I do that'],
      ],
      { own: [['table', '2026-11-24T19:00']] },
    )
  })

  test.each([
    [practice, 'cancel my refill'],
    [clinic, 'you have the wrong birthday for me on file'],
  ])('what is on file, or was asked for, is for people: %#', async (business, told) => {
    await play(business, [[told, 'pass it on to the team']])
  })

  test('who will be two hours late has told it', async () => {
    await play(restaurant, [
      ['we will be two hours late', 'message'],
      ['Ann Lee', 'number'],
      ['yes', 'we will be two hours late', 'Shall I send it'],
    ])
  })
})

describe('what is nearly the name of something else', () => {
  test('who has the flu is seen, and given no shot against it', async () => {
    await play(practice, [
      ['I think I have the flu', 'sorry to hear', '!Nurse Lewis', 'Which would you like'],
      ['tomorrow', 'tomorrow'],
      ['the first', 'name'],
      ['Dee Orr', 'an office visit'],
    ])
    await play(practice, [
      ['can I get a flu shot tomorrow, I had the flu shot last year too', '!sorry to hear', 'Nurse Lewis'],
    ])
  })

  test('what an appointment was is told, and so is the one that somebody says they come to', async () => {
    const own = { own: [['cleaning', '2026-11-25T10:00']] as const }
    await play(clinic, [['what was my appointment again', 'You have a cleaning Wednesday']], own)
    await play(clinic, [['I got your text, yes I will be there', 'You have a cleaning Wednesday']], own)
    await play(clinic, [['and can you remind her the day before', 'pass it on to the team']], own)
  })
})
