import { SALON_ANSWERS } from './salon-answers.ts'
import { HOLIDAYS, MESSAGE_FIELDS, MONDAY_AT_TEN, toPeople, type Evals, type Template } from './template.ts'

const TESTS: Evals = [
  {
    name: 'A haircut with a stylist of choice is booked',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'can I get a haircut with Marcus on Wednesday at two', expect: ['2 PM'] },
      { say: 'yeah', expect: ['name'] },
      { say: 'Dana Whitfield', expect: ['Dana Whitfield'] },
      { say: 'perfect', expect: ['/booked|all set|confirmed/'] },
    ],
    outcome: 'booked',
  },
  {
    name: 'A day it is closed is said to be closed',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'are you open on Mondays?', expect: ['closed'] }],
    toolsCalled: ['opening_hours'],
  },
  {
    name: 'A change of mind about the service is followed',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'I want to book a haircut on Thursday afternoon', expect: ['Thursday'] },
      { say: 'actually make it a blowout', expect: ['Thursday'] },
      { say: 'the first one', expect: ['name'] },
      { say: 'Lena Brandt', expect: ['Blowout', 'Lena Brandt'] },
      { say: 'yes', expect: ['/booked|all set|confirmed/'] },
    ],
    outcome: 'booked',
  },
  {
    name: 'Prices are given where they are listed',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'how much is a haircut?', expect: ['65 dollars'] }],
  },
  {
    name: 'A message is taken',
    at: MONDAY_AT_TEN,
    turns: [
      { say: "I'd like to leave a message", expect: ['name'] },
      { say: 'Lena Brandt', expect: ['number'] },
      { say: '212 555 0144', expect: ['2 1 2, 5 5 5, 0 1 4 4'] },
      { say: 'yes', expect: ['/pass on|message/'] },
      { say: 'I left my umbrella at the salon yesterday', expect: ['umbrella'] },
      { say: 'yes', expect: ['/message|pass/'] },
    ],
    outcome: 'message_taken',
    toolsCalled: ['take_message'],
  },
  {
    name: 'Who says stop is taken off the list',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'stop calling me', expect: ["/off our list|won't contact/"] }],
    outcome: 'opted_out',
  },
]

const day: [string, string][] = [['09:00', '19:00']]

export const salon: Template = {
  slug: 'salon',
  title: 'Hair salon',
  description: 'Books a cut, color or blowout with the stylist of choice, answers questions and takes messages.',
  resources: [
    { name: 'Ana', kind: 'stylist' },
    { name: 'Marcus', kind: 'stylist' },
    { name: 'Priya', kind: 'stylist' },
  ],
  document: {
    schema: 1,
    name: 'Front desk',
    business: 'Willow Hair Studio',
    hours: {
      tz: 'America/New_York',
      weekly: { tu: day, we: day, th: day, fr: day, sa: [['09:00', '17:00']] },
      exceptions: HOLIDAYS,
    },
    opening: {
      greeting: 'Thanks for calling Willow Hair Studio. How can I help you?',
      greetingClosed:
        'Thanks for calling Willow Hair Studio. We are closed right now, but I can book you in. How can I help?',
      aiDisclosure: "Hi, this is Willow Hair Studio. I'm an AI assistant.",
      recording: { mode: 'announce', line: 'This call is recorded.' },
    },
    llm: { persona: 'Cheerful and quick. One question at a time.' },
    skills: {
      booking: {
        services: [
          {
            id: 'haircut',
            name: 'Haircut',
            aka: ['hair cut', 'cut', 'trim', 'womens cut', 'mens cut', 'hair trimmed', 'hair done', 'cut and style'],
            minutes: 45,
            resources: ['Ana', 'Marcus', 'Priya'],
            assign: 'ask',
            priceSay: 'A haircut is 65 dollars.',
          },
          {
            id: 'color',
            name: 'Color',
            aka: ['hair color', 'colour', 'dye', 'dye my hair', 'root touch-up', 'roots', 'highlights', 'balayage'],
            minutes: 120,
            bufferAfter: 15,
            resources: ['Ana', 'Priya'],
          },
          {
            id: 'blowout',
            name: 'Blowout',
            aka: ['blow out', 'blow dry', 'blowdry', 'wash and blow dry', 'styling'],
            minutes: 45,
            resources: ['Ana', 'Marcus', 'Priya'],
            priceSay: 'A blowout is 50 dollars.',
          },
          {
            id: 'beard-trim',
            name: 'Beard trim',
            aka: ['beard', 'shave', 'beard shaped'],
            minutes: 20,
            resources: ['Marcus'],
            priceSay: 'A beard trim is 30 dollars.',
          },
        ],
      },
      qa: { entries: SALON_ANSWERS },
      message: { fields: MESSAGE_FIELDS, route: { kind: 'task', queue: 'front-desk' } },
    },
    routing: toPeople('+12125550192', 'front-desk'),
    dtmf: { '1': 'skill:booking', '0': { kind: 'phone', number: '+12125550192', mode: 'cold' }, '9': 'repeat' },
    guardrails: { never: ['medical_advice', 'diagnosis', 'price_unlisted', 'card_numbers'] },
    privacy: { retainDays: { audio: 30, transcript: 30, summary: 365 } },
    tests: TESTS,
  },
}
