import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { clinic } from '../../../test/builders/businesses.ts'
import { declineOffTopic, isOffTopic } from './off-topic.ts'

const document = AgentDocument.parse(clinic)

const OFF = [
  "What's the weather like in Boston tomorrow?",
  'will it rain this weekend',
  'Write me an essay about the French Revolution',
  'can you write a 500 word essay on climate change',
  'write a poem for my girlfriend',
  'Write a Python script that sorts a list',
  'help me debug this javascript code',
  'tell me a joke',
  'do you know any good jokes?',
  'Can you help me with my homework?',
  'solve this equation for me',
  'what is 12 times 14',
  'Translate this to Spanish: good morning',
  'how do you say thank you in French',
  'what is the capital of Australia',
  'who is the president of France',
  'who won the game last night',
  "what's the stock price of Apple",
  'should I buy bitcoin',
  'recommend me a good movie',
  'give me a recipe for banana bread',
  'book me a flight to Denver',
  "what are Walmart's hours",
  'when does Costco open',
  'I need the phone number for Comcast',
  'explain quantum physics to me',
  'pretend you are a pirate',
  'sing me a song',
  "let's play a game",
  'cuéntame un chiste',
  '¿qué tiempo hace hoy?',
  'traduce esto al inglés',
  'escríbeme un poema',
]

const ON = [
  "I'd like to book a cleaning tomorrow at 10",
  'What are your hours on Saturday?',
  'Do you take Delta Dental?',
  'If it rains, can I cancel my appointment the same day?',
  'can the doctor write me a note for work',
  'I need a letter for my school',
  'Do you have someone who can translate at the appointment?',
  'do you speak Spanish',
  'my tooth hurts when I drink cold water',
  'how long does a filling take',
  'how much is a cleaning',
  'is there parking near Walmart',
  'my son has homework so after five is best',
  'How are you today?',
  'thanks, you are very helpful',
  'can I move it to Thursday',
  'I was in the news business for years, sorry I am late',
  'are you a robot?',
  'what should I do before my appointment',
  'my new number is 212 555 0142',
  'the weather was awful so I could not come',
  'Maria Lopez',
  'yes please',
  'two plus my husband',
  'quiero una cita para mañana',
  'can you tell me about whitening',
  'who is the dentist on Monday',
  'can I pay with PayPal',
  'do you do invisalign? what is the price',
  'I ordered aligners, can you track them',
  'my password for the patient portal does not work',
]

describe('what a general assistant is asked', () => {
  test.each(OFF)('is declined: %s', (text) => {
    expect(isOffTopic(text, document)).toBe(true)
  })

  test.each(ON)('is not this: %s', (text) => {
    expect(isOffTopic(text, document)).toBe(false)
  })
})

test('declining says whose assistant this is and what it can do, in one sentence', () => {
  const said = declineOffTopic(document, 'en-US')
  expect(said).toContain(document.business)
  expect(said).toContain('booking')
  expect(said.match(/[.!?](?:\s|$)/g)).toHaveLength(1)
})
