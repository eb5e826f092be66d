import { describe, test } from 'vitest'
import { salon } from '../../../../test/builders/businesses.ts'
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
