import { describe, test } from 'vitest'
import { clinic } from '../../../../test/builders/businesses.ts'
import { play } from '../../../../test/builders/play.ts'

describe('a question in between', () => {
  const started = ['a cleaning on Tuesday', '8 AM or 10 AM'] as const
  test.each([
    ['what are your hours?', 'Monday to Friday'],
    ['are you open on Saturday', '9 AM to 1 PM'],
    ['do you take insurance?', 'Delta Dental'],
    ['where are you located', '12 Elm Street'],
    ['how much is a filling?', '180 dollars'],
    ['how much does it cost', '120 dollars'],
    ['how long does it take', '30 minutes'],
    ['what services do you offer', 'crown'],
    ['are you a real person?', 'AI assistant'],
    ['who is this', 'Elm Street Dental'],
    ['do you have a parking lot', 'behind the building'],
  ])('"%s" is answered, and the offer stands', async (said, words) => {
    await play(clinic, [[...started], [said, words, 'Which would you like', '8 AM or 10 AM'], ['the second', 'name']])
  })

  test('is answered where a name was asked for', async () => {
    await play(clinic, [
      [...started],
      ['the first', 'name'],
      ['do you accept Aetna?', 'Aetna', 'name'],
      ['Ann', '8 AM'],
    ])
  })

  test('that nobody wrote an answer to is not answered', async () => {
    await play(clinic, [
      ['do you validate parking for bicycles on the moon', "don't have an answer|behind the building"],
      ['do you sell tulips', "don't have an answer", 'message'],
      ['no', 'anything else'],
    ])
  })

  test('about the price of one service is not answered with that of another', async () => {
    await play(clinic, [
      ['how much is a crown?', "don't have a price", '!120', '!180'],
      ['yes please', 'message'],
    ])
  })

  test('about what is being booked needs no name for it', async () => {
    await play(clinic, [
      ['a cleaning on Tuesday', 'Which'],
      ['wait, how much is that', '120 dollars', 'Which'],
      ['and how long does it take', '30 minutes', 'Which'],
    ])
  })

  test('about the recording gets the truth', async () => {
    await play(clinic, [['are you recording this call?', 'is recorded']])
    const unrecorded = { ...clinic, opening: { ...clinic.opening, recording: { mode: 'off' } } }
    await play(unrecorded, [['is this call being recorded', "isn't recorded"]])
  })

  test('about another day follows a question about the hours', async () => {
    await play(clinic, [
      ['what are your hours today', '8 AM to 5 PM'],
      ['and on Saturday?', '9 AM to 1 PM'],
    ])
  })

  test.each([
    'should I take ibuprofen for my tooth',
    'is it infected',
    'how many tylenol should I take',
    'do I have an infection',
    'what should I do about my toothache',
    'what are the side effects',
  ])('for medical advice, "%s", gets none', async (said) => {
    await play(clinic, [[said, "can't give medical advice", '!take (?!a message)']])
  })

  test.each(['are you a nurse?', 'are you a dentist', 'is this the doctor'])('"%s" gets the truth', async (said) => {
    await play(clinic, [[said, '(?:No, )?I.m an AI|AI assistant']])
  })

  test('with a card number in it is stopped', async () => {
    await play(clinic, [['my card number is 4242 4242 4242 4242', "don't give me card", '!4242']])
  })

  test.each([
    'hola, quiero una cita por favor',
    'Bonjour, je voudrais un rendez vous',
    '您好，我想预约',
    'do you speak Spanish?',
  ])('in another language, "%s", is met with what there is', async (said) => {
    await play(clinic, [
      [said, 'only understand English', 'message'],
      ['a message', 'name'],
    ])
  })
})
