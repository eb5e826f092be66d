/** Agent documents of four small businesses, for conversations in tests. All that is not said here is by default. */

const WEEK = {
  mo: [['08:00', '17:00']],
  tu: [['08:00', '17:00']],
  we: [['08:00', '17:00']],
  th: [['08:00', '17:00']],
  fr: [['08:00', '17:00']],
}

const opening = (name: string) => ({
  greeting: `Thank you for calling ${name}. How can I help?`,
  aiDisclosure: `This is ${name}. I'm an AI assistant.`,
})

const MESSAGE = {
  fields: [
    { id: 'name', label: 'name', type: 'name' },
    { id: 'phone', label: 'phone number', type: 'phone' },
    { id: 'message', label: 'message', type: 'text', ask: 'What would you like me to pass on?' },
  ],
  route: { kind: 'task', queue: 'desk' },
}

export const clinic = {
  schema: 1,
  name: 'Front desk',
  business: 'Elm Street Dental',
  hours: { tz: 'America/New_York', weekly: { ...WEEK, sa: [['09:00', '13:00']] } },
  opening: opening('Elm Street Dental'),
  skills: {
    booking: {
      services: [
        {
          id: 'cleaning',
          name: 'Cleaning',
          aka: ['teeth cleaning', 'teeth cleaned', 'hygienist'],
          minutes: 30,
          resources: ['Dr. Patel'],
        },
        {
          id: 'check-up',
          name: 'Check-up',
          aka: ['exam', 'new patient visit'],
          minutes: 30,
          resources: ['Dr. Patel', 'Dr. Kim'],
        },
        {
          id: 'filling',
          name: 'Filling',
          aka: ['cavity'],
          minutes: 60,
          resources: ['Dr. Kim', 'Dr. Patel'],
          priceSay: 'A filling starts at 180 dollars.',
        },
        { id: 'crown', name: 'Crown', minutes: 90, resources: ['Dr. Patel'] },
        {
          id: 'emergency-visit',
          name: 'Emergency visit',
          aka: ['toothache', 'tooth hurts', 'broken tooth'],
          minutes: 30,
          resources: ['Dr. Kim'],
          noticeMinutes: 15,
        },
      ],
    },
    qa: {
      entries: [
        { q: ['do you take insurance', 'which insurance do you accept'], a: 'We take Delta Dental, Aetna and Cigna.' },
        {
          q: ['where are you', 'what is your address', 'how do I get there'],
          a: 'We are at 12 Elm Street, next to the bank.',
        },
        { q: ['is there parking', 'where can I park'], a: 'Parking is free behind the building.' },
        { q: ['how much is a cleaning', 'what does a cleaning cost'], a: 'A cleaning is 120 dollars.' },
        { q: ['are you taking new patients', 'do you accept new patients'], a: 'Yes, we welcome new patients.' },
        { q: ['do you see children', 'from what age'], a: 'We see children from the age of three.' },
        { q: ['what is your cancellation policy', 'is there a cancellation fee'], a: 'Please tell us a day ahead.' },
      ],
    },
    message: MESSAGE,
  },
  routing: [
    { intent: 'human', when: 'open', to: { kind: 'phone', number: '+12125550190' } },
    { intent: 'human', to: { kind: 'task', queue: 'desk' } },
  ],
  dtmf: { '1': 'skill:booking', '9': 'repeat', '0': { kind: 'phone', number: '+12125550190' } },
}

export const practice = {
  schema: 1,
  name: 'Front desk',
  business: 'Hill Family Practice',
  vertical: 'healthcare',
  hours: { tz: 'America/New_York', weekly: WEEK },
  opening: opening('Hill Family Practice'),
  guardrails: { emergency: { say: 'Hang up and call 911.' } },
  skills: {
    booking: {
      services: [
        {
          id: 'office-visit',
          name: 'Office visit',
          aka: ['sick visit', 'see the doctor', 'doctor visit'],
          minutes: 30,
          resources: ['Dr. Rivera'],
        },
        {
          id: 'physical',
          name: 'Annual physical',
          aka: ['physical', 'yearly check-up'],
          minutes: 60,
          resources: ['Dr. Rivera'],
          mode: 'request',
        },
        {
          id: 'flu-shot',
          name: 'Flu shot',
          aka: ['flu vaccine', 'vaccination'],
          minutes: 15,
          resources: ['Nurse Lewis'],
        },
      ],
    },
    refill: {
      fields: [
        { id: 'name', label: "patient's name", type: 'name', confirm: 'spell' },
        { id: 'dob', label: 'date of birth', type: 'dob' },
        { id: 'medication', label: 'medication', type: 'text', ask: 'Which medication do you need?' },
        { id: 'pharmacy', label: 'pharmacy', type: 'text', ask: 'Which pharmacy should it go to?' },
        { id: 'phone', label: 'phone number', type: 'phone' },
      ],
      neverTake: ['controlled', 'oxycodone'],
      promise: 'The care team will look at it within two working days.',
      route: { kind: 'task', queue: 'care' },
    },
    qa: { entries: [{ q: ['how do I get my test results'], a: 'Test results are in the patient portal.' }] },
    message: MESSAGE,
  },
  dtmf: { '2': 'skill:refill' },
}

export const salon = {
  schema: 1,
  name: 'Front desk',
  business: 'Willow Hair',
  hours: { tz: 'America/New_York', weekly: WEEK },
  opening: opening('Willow Hair'),
  skills: {
    booking: {
      services: [
        {
          id: 'haircut',
          name: 'Haircut',
          aka: ['cut', 'trim'],
          minutes: 30,
          resources: ['Ana', 'Marcus'],
          assign: 'ask',
          priceSay: 'A haircut is 65 dollars.',
        },
        { id: 'color', name: 'Color', aka: ['dye', 'highlights'], minutes: 120, resources: ['Ana'] },
        { id: 'beard-trim', name: 'Beard trim', aka: ['shave'], minutes: 15, resources: ['Marcus'] },
      ],
    },
    qa: { entries: [{ q: ['do you sell gift cards'], a: 'Gift cards are sold at the desk.' }] },
    message: MESSAGE,
  },
}

export const restaurant = {
  schema: 1,
  name: 'Host',
  business: 'Trattoria Nove',
  hours: {
    tz: 'America/New_York',
    weekly: {
      tu: [['17:00', '23:00']],
      we: [['17:00', '23:00']],
      th: [['17:00', '23:00']],
      fr: [['17:00', '23:00']],
      sa: [['17:00', '23:00']],
    },
  },
  opening: opening('Trattoria Nove'),
  skills: {
    booking: {
      services: [
        {
          id: 'table',
          name: 'Table',
          aka: ['reservation', 'dinner'],
          minutes: 90,
          resources: ['Table 1', 'Table 2'],
          fields: [{ id: 'party_size', label: 'number of people', type: 'number', ask: 'For how many people?' }],
        },
      ],
    },
    qa: { entries: [{ q: ['do you have vegetarian dishes'], a: 'Half of our menu is vegetarian.' }] },
    message: MESSAGE,
  },
}
