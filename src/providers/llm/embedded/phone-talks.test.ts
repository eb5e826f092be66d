import { describe, expect, test } from 'vitest'
import { clinic, practice, restaurant, salon } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'

describe('a day that sounds like a place in the list', () => {
  test('is a day, before which nobody is there', async () => {
    await play(salon, [
      ['a color', 'today'],
      ["well I'm away until the first", 'December 2', '!name', '!November'],
      ['so the second of December, afternoon', 'December 2 at (?:12|2) PM', '!name'],
    ])
  })

  test('a price is no hour', async () => {
    await play(salon, [['a trim'], ['so that would be like two hundred', '!2 PM']])
  })

  test('more people are no hour', async () => {
    await play(restaurant, [
      ['dinner on Friday at seven thirty'],
      ["actually grandma's coming too so make it six", '7:30 PM', '!6 PM'],
      ['yes', 'name'],
      ['Rossi', 'number of people, 6'],
    ])
  })
})

describe('who has a booking and speaks of it in passing', () => {
  const own = [['haircut', '2026-11-25T10:00']] as const

  test.each([
    ['can you push my haircut to same time next week', 'Wednesday, December 2 at 10 AM'],
    ["I can't make it Wednesday, could I do the week after instead", 'I see your haircut', 'November 30'],
    ["when's my appointment again", 'Wednesday, November 25 at 10 AM'],
  ])('"%s" is about that one', async (...line) => {
    await play(salon, [line], { own })
  })

  test('and asks whether all is set is not sent away', async () => {
    await play(
      salon,
      [
        ["I'm calling to confirm my appointment", '10 AM'],
        ["so I'm all set?", "That's right"],
      ],
      { own },
    )
  })

  test('and turns round is taken at the last word', async () => {
    await play(
      salon,
      [
        ['cancel my haircut', 'Shall I'],
        ["no don't, actually yes, cancel it", 'is cancelled'],
      ],
      { own },
    )
  })

  test('a yes to moving or cancelling is asked which', async () => {
    await play(
      salon,
      [
        ["something came up and I can't make it", 'or cancel it'],
        ['yes', 'Which of the two'],
      ],
      { own },
    )
  })
})

test('who wants their teeth looked at has a check-up, and the earlier one is none of the services', async () => {
  await play(clinic, [
    ['Hello dear, can you hear me? My hearing is not what it was', 'Hello!'],
    ["I'd like to come in", 'What would you like to book'],
    ['the earlier one please', '!cleaning at'],
    ['I want my teeth looked at', '11 AM'],
    ['Mrs. Agnes Porter'],
    ['the first', 'check-up.*for Agnes Porter'],
  ])
})

test('what has no price is still what is booked next', async () => {
  await play(clinic, [
    ['how much is a check-up', "don't have a price"],
    ["ok let's do it next week", 'for a check-up'],
  ])
})

describe('who cancels more than one', () => {
  const own = [
    ['cleaning', '2026-11-25T10:00'],
    ['filling', '2026-12-01T14:00'],
  ] as const

  test('hears them all, and after one yes all are gone', async () => {
    const talk = await play(
      clinic,
      [
        ["I need to cancel both my appointments, I'm in hospital", 'November 25', 'December 1', 'cancel both'],
        ['yes', 'cleaning.*is cancelled.*filling.*is cancelled', 'anything else'],
      ],
      { own },
    )
    expect(talk.called.map(({ name }) => name)).toEqual(['my_bookings', 'cancel', 'cancel'])
  })

  test('may say so when asked which', async () => {
    await play(
      clinic,
      [
        ['cancel my appointment', 'Which one'],
        ['both of them', 'cancel both'],
        ['no', 'left it'],
      ],
      { own },
    )
  })

  test('hears it when there is trouble, and that nothing was changed', async () => {
    const talk = await play(
      clinic,
      [
        ['cancel all my appointments', 'cancel both'],
        ['yes', 'nothing was changed'],
      ],
      {
        own,
        trouble: { cancel: 1 },
      },
    )
    expect(talk.bookings.filter(({ status }) => status === 'cancelled')).toHaveLength(0)
  })
})

describe('a wish that no tool serves', () => {
  const own = [['haircut', '2026-11-25T10:00']] as const

  test.each([
    'I have a haircut on Wednesday but could you move me up if anything opens sooner',
    'put me on the waiting list please',
    "I have a haircut on Wednesday, can you put it under my husband's name",
    "I can't make my haircut on Wednesday, can my son take my appointment instead",
    'I need to update my phone number',
    'my scalp has been burning and hurting since you colored it',
  ])('"%s" is passed on in these words, and nothing is booked, moved or cancelled', async (said) => {
    const talk = await play(
      salon,
      [
        [said, 'pass (?:it|that) on to the team', 'number'],
        ['yes', 'read that back', 'Shall I send'],
        ['yes', 'passed'],
      ],
      { own, name: 'Lena Ortiz' },
    )
    expect(talk.called.map(({ name }) => name)).toEqual(['take_message'])
    expect(talk.filed[0]?.details).toMatchObject({ name: 'Lena Ortiz', message: said })
  })

  test.each([
    'put me down for a haircut on Friday under the name Smith',
    'can I get a haircut when the salon opens tomorrow',
    "can I come tomorrow at 9 for a cut, if Ana isn't free then Marcus is fine",
    'could you see if anything is open or free on Friday for a trim',
    'a trim on Friday, my ends are broken',
  ])('is not heard in "%s"', async (said) => {
    await play(salon, [[said, '!pass', 'November|tomorrow']])
  })

  test.each(['can I have a table on Friday, we are six people', 'get a table for two on Friday in the name of Rossi'])(
    'is not heard in "%s"',
    async (said) => {
      await play(restaurant, [[said, '!pass', 'November 27']])
    },
  )

  test('of more people at a table that is booked is no new table', async () => {
    const setup = { own: [['table', '2026-11-27T19:00']] as const, name: 'Rossi' }
    const said = 'we have a reservation Friday at seven for four, can we make it six people'
    const talk = await play(
      restaurant,
      [
        [said, 'pass it on'],
        ['yes', 'make it six people'],
      ],
      setup,
    )
    expect(talk.called).toEqual([])
  })

  test('beside a booking is passed on once that is made', async () => {
    const talk = await play(restaurant, [
      ["I'd like a table outside for two on Friday at 8", "can't arrange that part", 'November 27 at 8 PM'],
      ['yes', 'name'],
      ['Hannah', 'Shall I book'],
      ['yes', "You're booked", 'pass on to the team'],
      ['yes', 'number', '!name'],
      ['yes', 'Hannah', 'outside', 'Shall I send'],
      ['yes', 'passed your message on'],
    ])
    expect(talk.filed[0]?.details).toMatchObject({ name: 'Hannah' })
  })
})

describe('a refill', () => {
  test('is asked for with its pharmacy in one breath', async () => {
    const talk = await play(practice, [
      ['I need my metformin refilled and sent to the Walgreens on Fifth', 'name'],
      ['George Tanner', 'birth'],
      ['June 3rd 1951', 'right'],
      ['yes', '!pharmacy', 'number'],
      ['yes', 'metformin', 'Walgreens on Fifth'],
      ['yes', 'two working days'],
    ])
    expect(talk.called[0]?.args).toMatchObject({ fields: { medication: 'metformin', pharmacy: 'Walgreens on Fifth' } })
  })

  test('of what is never taken becomes a message, and a tooth that is filled is none', async () => {
    await play(practice, [['I need my oxycodone filled, I ran out early', 'refill request']])
    await play(clinic, [['I need to get my tooth filled', '!refill']])
  })
})

describe('who has a booking and hesitates', () => {
  const own = [['cleaning', '2026-11-25T10:00']] as const

  test('keeps it: a question and a word to call later are no yes', async () => {
    const talk = await play(
      clinic,
      [
        ['I might have to cancel Wednesday', 'Shall I cancel'],
        ['okay and would there be a fee', 'Shall I cancel', '!is cancelled'],
        ["alright I'll call back, bye", 'left it as it is', 'Goodbye'],
      ],
      { own },
    )
    expect(talk.called.some(({ name }) => name === 'cancel')).toBe(false)
  })

  test('and cannot come at its hour is offered others of that day', async () => {
    await play(
      clinic,
      [
        ['what time is my appointment', '10 AM'],
        [
          "oh shoot I can't do ten, got anything in the afternoon that day",
          'Wednesday, November 25 at 12 PM',
          '!today',
        ],
      ],
      { own },
    )
    await play(clinic, [['I need to come in an hour later on Wednesday', 'to Wednesday, November 25 at 11 AM']], {
      own,
    })
  })
})

test.each([
  ["look I don't want to book anything, I just want to know why I was charged twice", 'pass it on'],
  ['I wanted to ask whether Doctor Kim got the letter from my cardiologist', 'pass it on'],
  ["I've got this tooth that's been bugging me", 'sorry to hear'],
])('"%s" begins no booking that nobody asked for', async (...line) => {
  await play(clinic, [[...line, '!like to book']])
})

test('two more who join a table are no new table', async () => {
  await play(restaurant, [
    ["there'll be two more people joining us on Friday, is that ok", 'pass it on', '!Friday, Nov'],
  ])
})

test('eightish is about eight, and a table that is asked for first is not forgotten for a question', async () => {
  await play(restaurant, [
    ['can I get a table for two on the 4th, no hang on, what day is that', 'Friday, December 4'],
    ['eight ish', '(?:7:30|8|8:30) PM'],
  ])
})

describe('who has two bookings', () => {
  const own = [
    ['cleaning', '2026-11-25T10:00'],
    ['check-up', '2026-12-02T11:00'],
  ] as const

  test('and keeps the first cancels the second', async () => {
    await play(clinic, [['cancel the second one, keep the first', 'see your check-up', '!cleaning']], { own })
  })

  test('names the other one before anything is cancelled', async () => {
    await play(
      clinic,
      [
        ['cancel my cleaning', 'see your cleaning'],
        ['no, the December one', 'see your check-up', 'Shall I cancel'],
      ],
      { own },
    )
  })
})

test('whether somebody still does it is asked of the booking there is, and what is to be added is passed on', async () => {
  const own = [['color', '2026-11-25T10:00']] as const
  await play(
    salon,
    [
      ['is Ana still doing my color Wednesday or is she on vacation', 'You have a color'],
      ['good, and could you add a cut to that', 'pass it on'],
    ],
    { own },
  )
})

test('the later one, of a single time, is another', async () => {
  await play(salon, [
    ['beard trim Friday at eight', '8 AM'],
    ['make it the later one', '8:30 AM', '!name'],
  ])
})

describe('what has no answer', () => {
  test('is the message, if one is wanted', async () => {
    const talk = await play(
      practice,
      [
        ['can I do my visit over the phone', 'Shall I take a message'],
        ['yes please', 'number'],
        ['yes', 'message, can I do my visit over the phone'],
        ['yes', 'passed'],
      ],
      { name: 'Cara Diaz' },
    )
    expect(talk.filed[0]?.details).toMatchObject({ message: 'can I do my visit over the phone' })
  })

  test('is forgotten once something else is talked of', async () => {
    await play(
      practice,
      [
        ['can I do my visit over the phone', 'Shall I take a message'],
        ['no', 'anything else|help'],
        ["it's about my bill", 'take a message'],
        ['I want to leave a message', 'number'],
        ['yes', 'pass on', '!over the phone'],
      ],
      { name: 'Cara Diaz' },
    )
  })

  test('a complaint is taken down as it was said', async () => {
    await play(clinic, [
      ['I want to complain about the hygienist, she was rough', 'name'],
      ['Ruth Vance', 'number'],
      ['yes', 'she was rough'],
    ])
  })
})

describe('a caller who speaks of a visit they have and of another time', () => {
  const own = { own: [['haircut', '2026-11-25T10:00']] as const, name: 'Ann Lee' }

  test('moves it, and books no second one', async () => {
    const talk = await play(
      salon,
      [
        [
          "I'm calling about my haircut on Wednesday, can I do the same time next week instead",
          'move.*December 2 at 10 AM',
        ],
        ['yes', 'is moved from Wednesday, November 25 at 10 AM to Wednesday, December 2 at 10 AM'],
      ],
      own,
    )
    expect(talk.bookings).toHaveLength(1)
    await play(
      salon,
      [['about my haircut on Wednesday, could I come in on Friday instead', 'Friday, November 27']],
      own,
    )
  })
})

describe('while times are on offer', () => {
  test('the latest of another week is none of them', async () => {
    await play(clinic, [
      ['I need a cleaning on thursday', 'November 26'],
      ['ok then next week whatever is latest', 'November 30'],
      ['the later one', 'name'],
    ])
  })

  test('whoever is called away is waited for, and whoever corrects themselves is not', async () => {
    await play(clinic, [
      ['I want to book a filling', 'Which would you like'],
      ['hold on my kid is', 'Take your time'],
    ])
    await play(clinic, [
      ['I want to book a filling', 'Which would you like'],
      ["hold on that's wrong I meant a cleaning", '!Take your time', 'Which would you like'],
    ])
  })
})
