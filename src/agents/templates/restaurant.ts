import { RESTAURANT_ANSWERS } from './restaurant-answers.ts'
import { HOLIDAYS, MESSAGE_FIELDS, MONDAY_AT_TEN, toPeople, type Evals, type Template } from './template.ts'

const TESTS: Evals = [
  {
    name: 'A table is reserved, with the size of the party',
    at: MONDAY_AT_TEN,
    turns: [
      { say: "I'd like to book a table for Friday at seven", expect: ['7 PM'] },
      { say: 'yes', expect: ['/how many|people|party/'] },
      { say: 'four', expect: ['name'] },
      { say: 'Marta Silva', expect: ['Marta Silva', '7 PM'] },
      { say: 'yes please', expect: ['/booked|all set|confirmed|reserved/'] },
    ],
    outcome: 'booked',
  },
  {
    name: 'Whether there is food for vegetarians is answered',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'do you have vegetarian dishes?', expect: ['vegetarian'] }],
    toolsCalled: ['answer_question'],
  },
  {
    name: 'The hours of the evening are known',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'how late are you open on Saturday?', expect: ['11 PM'] }],
    toolsCalled: ['opening_hours'],
  },
  {
    name: 'A reservation can be cancelled again',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'a table for two on Saturday at 8 pm, the name is Joe Park', expect: ['8 PM'] },
      { say: 'yes', expect: ['/booked|all set|confirmed|reserved/'] },
      { say: 'sorry, I have to cancel that', expect: ['cancel'] },
      { say: 'yes', expect: ['/cancell?ed/'] },
    ],
    toolsCalled: ['book', 'cancel'],
  },
  {
    name: 'A guest who collapsed comes before the reservation',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'my friend is choking on a fish bone', expect: ['911'] }],
    outcome: 'emergency_redirect',
  },
  {
    name: 'A key leads to the reservation',
    at: MONDAY_AT_TEN,
    turns: [{ dtmf: '1', expect: ['/when|what day|which day|time/'] }],
  },
]

export const restaurant: Template = {
  slug: 'restaurant',
  title: 'Restaurant',
  description: 'Reserves tables with the size of the party, answers questions about the menu and takes messages.',
  resources: [
    { name: 'Table 1', kind: 'table' },
    { name: 'Table 2', kind: 'table' },
    { name: 'Table 3', kind: 'table' },
    { name: 'Table 4', kind: 'table' },
    { name: 'Garden room', kind: 'room' },
  ],
  document: {
    schema: 1,
    name: 'Host',
    business: 'Trattoria Lucia',
    hours: {
      tz: 'America/New_York',
      weekly: {
        mo: [['17:00', '22:00']],
        tu: [['17:00', '22:00']],
        we: [['17:00', '22:00']],
        th: [['17:00', '22:00']],
        fr: [
          ['12:00', '15:00'],
          ['17:00', '23:00'],
        ],
        sa: [
          ['12:00', '15:00'],
          ['17:00', '23:00'],
        ],
        su: [['12:00', '21:00']],
      },
      exceptions: HOLIDAYS,
    },
    opening: {
      greeting: 'Thank you for calling Trattoria Lucia. How can I help you?',
      aiDisclosure: "Hello, this is Trattoria Lucia. I'm an AI assistant.",
      recording: { mode: 'announce', line: 'This call is recorded.' },
    },
    llm: { persona: 'Hospitable and brief. One question at a time.' },
    skills: {
      booking: {
        services: [
          {
            id: 'table',
            name: 'Table',
            aka: [
              'reservation',
              'table reservation',
              'dinner',
              'lunch',
              'brunch',
              'dinner reservation',
              'a place to eat',
              'spot',
            ],
            minutes: 90,
            bufferAfter: 15,
            noticeMinutes: 30,
            resources: ['Table 1', 'Table 2', 'Table 3', 'Table 4'],
            fields: [{ id: 'party_size', label: 'number of people', ask: 'For how many people?', type: 'number' }],
          },
          {
            id: 'private-dining',
            name: 'Private dining',
            aka: ['garden room', 'private room', 'private party', 'private event', 'large group'],
            minutes: 180,
            bufferBefore: 30,
            bufferAfter: 30,
            noticeMinutes: 2880,
            mode: 'request',
            resources: ['Garden room'],
            fields: [
              { id: 'party_size', label: 'number of people', ask: 'For how many people?', type: 'number' },
              { id: 'occasion', label: 'occasion', ask: 'What is the occasion?', type: 'text', required: false },
            ],
          },
        ],
        confirmBy: ['sms'],
      },
      qa: { entries: RESTAURANT_ANSWERS },
      message: { fields: MESSAGE_FIELDS, route: { kind: 'task', queue: 'host' } },
    },
    routing: toPeople('+12125550193', 'host'),
    dtmf: { '1': 'skill:booking', '0': { kind: 'phone', number: '+12125550193', mode: 'cold' }, '9': 'repeat' },
    guardrails: {
      emergency: { say: 'If anyone is in danger, please hang up now and call 911.' },
      never: ['medical_advice', 'diagnosis', 'price_unlisted', 'card_numbers'],
    },
    privacy: { retainDays: { audio: 30, transcript: 30, summary: 365 } },
    tests: TESTS,
  },
}
