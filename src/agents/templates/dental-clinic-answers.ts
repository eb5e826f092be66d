import type { Answers } from './template.ts'

export const DENTAL_ANSWERS: Answers = [
  {
    q: [
      'do you take insurance',
      'which insurance do you accept',
      'what insurances do you take',
      'do you take delta dental',
      'are you in network',
      'is my insurance accepted',
    ],
    a: 'We accept most dental plans, including Delta Dental, Aetna, Cigna and MetLife, and we file the claim for you.',
    tags: ['insurance'],
  },
  {
    q: [
      'where are you',
      'where are you located',
      'what is your address',
      'how do I get there',
      'what street are you on',
      'can I have directions',
    ],
    a: 'We are at 120 Maple Street, on the second floor, across from the public library.',
    tags: ['location'],
  },
  {
    q: ['is there parking', 'where can I park', 'do you have a parking lot', 'is parking free'],
    a: 'Yes, there is free parking behind the building, off Second Avenue.',
    tags: ['location'],
  },
  {
    q: [
      'how much is a cleaning',
      'what does a cleaning cost',
      'price of a cleaning',
      'how much do you charge for a cleaning',
    ],
    a: 'A cleaning without insurance is 120 dollars.',
    tags: ['price'],
  },
  {
    q: ['how much is a check-up', 'what does an exam cost', 'price of an exam', 'how much for x-rays'],
    a: 'A check-up without insurance is 95 dollars, x-rays included.',
    tags: ['price'],
  },
  {
    q: ['how much is whitening', 'what does teeth whitening cost', 'price for bleaching'],
    a: 'Whitening is 350 dollars.',
    tags: ['price'],
  },
  {
    q: [
      'how can I pay',
      'what payment do you take',
      'do you take credit cards',
      'can I pay cash',
      'do you have payment plans',
      'can I pay in installments',
    ],
    a: 'You can pay by card, cash or check at the front desk, and we offer payment plans for longer treatments.',
    tags: ['payment'],
  },
  {
    q: [
      'are you taking new patients',
      'do you accept new patients',
      'can I become a patient',
      'I am a new patient what do I bring',
      'what should I bring',
      'what do I need for my first visit',
    ],
    a: 'Yes, we welcome new patients. Please bring a photo ID and your insurance card, and come ten minutes early for the forms.',
    tags: ['new patients'],
  },
  {
    q: [
      'do you see children',
      'do you treat kids',
      'can I bring my son',
      'at what age can kids come',
      'are you a pediatric dentist',
    ],
    a: 'Yes, we see children from the age of three, always together with an adult.',
    tags: ['children'],
  },
  {
    q: [
      'what is your cancellation policy',
      'do you charge for missed appointments',
      'is there a cancellation fee',
      'what if I do not show up',
    ],
    a: 'Please let us know at least 24 hours ahead. A visit that is missed without notice costs 40 dollars.',
    tags: ['policy'],
  },
  {
    q: [
      'how long does a cleaning take',
      'how long is the appointment',
      'how long will I be there',
      'how much time does a visit take',
    ],
    a: 'A cleaning takes about 45 minutes, a check-up half an hour, and a filling about an hour.',
    tags: ['visit'],
  },
  {
    q: ['do you do braces', 'do you offer invisalign', 'do you have an orthodontist', 'can you straighten teeth'],
    a: 'We do not do braces here, but our dentists can refer you to an orthodontist nearby.',
    tags: ['services'],
  },
  {
    q: [
      'do you do implants',
      'do you pull teeth',
      'do you do extractions',
      'do you do root canals',
      'wisdom teeth removal',
    ],
    a: 'Our dentists do simple extractions and root canals. For implants and wisdom teeth we work with an oral surgeon nearby.',
    tags: ['services'],
  },
  {
    q: ['are you wheelchair accessible', 'is there an elevator', 'is the office accessible', 'do you have stairs'],
    a: 'Yes, there is an elevator from the lobby, and the office is fully wheelchair accessible.',
    tags: ['access'],
  },
  {
    q: ['who are your dentists', 'which dentists work there', 'who is the dentist', 'what are the doctors called'],
    a: 'Our dentists are Dr. Patel and Dr. Kim, and our hygienist is Jordan.',
    tags: ['people'],
  },
  {
    q: [
      'can you send my records',
      'how do I get my x-rays',
      'can I transfer my dental records',
      'I need a copy of my records',
    ],
    a: 'We can send your records with your written permission. I can take a message and the front desk will call you about it.',
    tags: ['records'],
  },
  {
    q: ['do you speak spanish', 'does anyone speak spanish', 'what languages do you speak'],
    a: 'Some of our staff speak Spanish. On this line I understand English, and I can ask them to call you back.',
    tags: ['people'],
  },
]
