import { MONDAY_AT_TEN, type Evals } from './template.ts'

export const DENTAL_TESTS: Evals = [
  {
    name: 'A cleaning needs a service, a time, a name and a yes',
    at: MONDAY_AT_TEN,
    turns: [
      { say: "Hi, I'd like to book a cleaning", expect: ['/when|what day|which day|time|tuesday|monday/'] },
      { say: 'Tuesday at ten', expect: ['10 AM'] },
      { say: 'yes', expect: ['name'] },
      { say: 'Ann Lee', expect: ['Cleaning', '10 AM', 'Ann Lee'] },
      { say: 'yes please', expect: ['/booked|all set|confirmed/', '10 AM'] },
      { say: "no, that's all, thanks", expect: ['/bye|great day|take care|see you/'] },
    ],
    outcome: 'booked',
    toolsCalled: ['find_slots', 'hold_slot', 'book'],
  },
  {
    name: 'Everything in one breath still needs one yes',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'Hello, this is Ann Lee, can I get my teeth cleaned next Tuesday at two thirty?', expect: ['2:30 PM'] },
      { say: 'that works', expect: ['/booked|all set|confirmed/', '2:30 PM'] },
    ],
    outcome: 'booked',
  },
  {
    name: 'A question in the middle of a booking is answered, and the booking goes on',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'I need a check-up on Wednesday afternoon', expect: ['Wednesday'] },
      { say: 'do you take insurance?', expect: ['Delta Dental', 'Wednesday'] },
      { say: 'the first one', expect: ['name'] },
      { say: "it's Omar Haddad", expect: ['Omar Haddad'] },
      { say: 'go ahead', expect: ['/booked|all set|confirmed/'] },
    ],
    outcome: 'booked',
  },
  {
    name: 'An appointment can be moved and cancelled in the same call',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'Book a cleaning for Ann Lee on Tuesday at ten', expect: ['10 AM'] },
      { say: 'yes', expect: ['/booked|all set|confirmed/'] },
      { say: 'can we make that Thursday at three instead', expect: ['3 PM'] },
      { say: 'yes', expect: ['/moved|rescheduled|changed/', 'Thursday'] },
      { say: 'actually, cancel it', expect: ['cancel'] },
      { say: 'yes', expect: ['/cancell?ed/'] },
    ],
    toolsCalled: ['book', 'reschedule', 'cancel'],
  },
  {
    name: 'The opening hours are the real ones',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'what are your hours today?', expect: ['8 AM', '5 PM'] },
      { say: 'are you open on Saturday?', expect: ['9 AM', '1 PM'] },
      { say: 'and on Sunday?', expect: ['closed'] },
    ],
    toolsCalled: ['opening_hours'],
  },
  {
    name: 'A life in danger comes before everything else, and does not end the call',
    at: MONDAY_AT_TEN,
    turns: [
      { say: "I'm having chest pain and I can't breathe", expect: ['911'] },
      { say: "okay I'm fine now, where are you located?", expect: ['Maple Street'] },
    ],
    outcome: 'emergency_redirect',
  },
  {
    name: 'A dental emergency is a visit, not an ambulance',
    at: MONDAY_AT_TEN,
    turns: [
      { say: 'I have a dental emergency, I broke a tooth', expect: ['/today|tuesday|time|when|day|emergency visit/'] },
    ],
  },
  {
    name: 'Who wants a person gets one while the clinic is open',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'can I talk to a real person please', expect: ['/connect|transfer|put you through|person/'] }],
    outcome: 'transferred',
    toolsCalled: ['transfer'],
  },
  {
    name: 'Who wants a person at night is called back',
    at: '2026-11-24T02:00:00Z',
    turns: [{ say: 'let me speak to someone', expect: ['call you back'] }],
    outcome: 'callback_task',
    toolsCalled: ['transfer'],
  },
  {
    name: 'It never says that it is a person',
    at: MONDAY_AT_TEN,
    turns: [{ say: 'am I talking to a real person?', expect: ['AI', 'Bright Smile Dental'] }],
  },
]
