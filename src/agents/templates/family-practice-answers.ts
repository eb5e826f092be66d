import type { Answers } from './template.ts'

export const PRACTICE_ANSWERS: Answers = [
  {
    q: [
      'do you take my insurance',
      'which insurance do you accept',
      'do you take medicare',
      'do you take medicaid',
      'are you in network',
      'do you take blue cross',
    ],
    a: 'We accept Medicare, Medicaid and most commercial plans, including Blue Cross, Aetna, Cigna and UnitedHealthcare.',
    tags: ['insurance'],
  },
  {
    q: [
      'where are you',
      'where are you located',
      'what is your address',
      'how do I get there',
      'can I have directions',
    ],
    a: 'We are at 48 North Street, next to the post office.',
    tags: ['location'],
  },
  {
    q: ['is there parking', 'where can I park', 'is parking free'],
    a: 'Yes, there is a free parking lot right in front of the building.',
    tags: ['location'],
  },
  {
    q: [
      'are you accepting new patients',
      'do you take new patients',
      'can I become a patient',
      'how do I register as a new patient',
    ],
    a: 'Yes, we are taking new patients. Please bring a photo ID, your insurance card and a list of your medications to the first visit.',
    tags: ['new patients'],
  },
  {
    q: [
      'how do I get my test results',
      'are my lab results ready',
      'can you tell me my results',
      'when will I get my results',
    ],
    a: 'Results are given by the care team only. They are usually in the patient portal within three business days, and I can take a message for a call back.',
    tags: ['results'],
  },
  {
    q: ['what is your fax number', 'can I fax something', 'where do I send a fax'],
    a: 'Our fax number is 212 555 0198.',
    tags: ['contact'],
  },
  {
    q: [
      'do you have a patient portal',
      'how do I log in to the portal',
      'is there an online portal',
      'can I message my doctor online',
    ],
    a: 'Yes, there is a patient portal for messages and results. The front desk gives you a code to sign up at your visit.',
    tags: ['portal'],
  },
  {
    q: ['do you see children', 'do you treat kids', 'are you a pediatrician', 'can I bring my baby'],
    a: 'Yes, we see patients of every age, from newborns on.',
    tags: ['children'],
  },
  {
    q: ['what is your cancellation policy', 'is there a no show fee', 'do you charge for missed appointments'],
    a: 'Please let us know at least 24 hours ahead if you cannot come.',
    tags: ['policy'],
  },
  {
    q: ['do you take walk-ins', 'can I walk in', 'can I come without an appointment', 'do you have urgent care'],
    a: 'We see patients by appointment, and keep some times free every day for people who are sick.',
    tags: ['visit'],
  },
  {
    q: ['do I need to fast before a blood test', 'can I eat before my labs', 'do I have to fast'],
    a: 'That depends on the test your doctor ordered, so please follow what the order says. I can ask the care team to call you.',
    tags: ['visit'],
  },
  {
    q: ['how do I get a referral', 'can I get a referral', 'I need to see a specialist', 'do I need a referral'],
    a: 'Referrals are made by your doctor at a visit. I can book one for you.',
    tags: ['referral'],
  },
  {
    q: [
      'how do I get my medical records',
      'can you send my records',
      'I need a copy of my medical records',
      'transfer my records',
    ],
    a: 'We send records with your written permission. The form is at the front desk and in the patient portal.',
    tags: ['records'],
  },
  {
    q: ['can I get a doctor note', 'I need a work note', 'can you write a school excuse', 'I need a form filled out'],
    a: 'Notes and forms are done at a visit. I can book one, or take a message for the care team.',
    tags: ['forms'],
  },
  {
    q: ['who are your doctors', 'which doctors work there', 'what are the doctors called'],
    a: 'Our physicians are Dr. Rivera and Dr. Chen, and our nurse is Nurse Lewis.',
    tags: ['people'],
  },
]
