import { expect, test } from 'vitest'
import { aTurn, replyOf } from '../../../../test/builders/model-turn.ts'
import { embedded } from './index.ts'

const TOLD = 'This may be an emergency. Please hang up now and call 911, or go to the nearest emergency room.'

async function reply(said: string): Promise<string> {
  const history = [{ speaker: 'agent', text: TOLD }] as const
  const model = embedded.open({})
  if (model === null) throw new Error('the embedded model needs nothing')
  return (await replyOf(model.respond(aTurn(said, { history }), new AbortController().signal))).text
}

test.each(['Okay, I will call them.', 'Okay.', 'Yes, thank you.', "I'm calling now", 'All right, I will go there'])(
  'whoever is told to call 911 and says “%s” is sent on, and asked nothing',
  async (said) => expect(await reply(said)).toBe("Please do that right away. You don't need to stay on this call."),
)

test.each(['Okay, but can I book a cleaning?', 'What are your hours?', 'I want to leave a message'])(
  '“%s” is answered as ever',
  async (said) => expect(await reply(said)).not.toContain('right away'),
)

test.each(['Okay, I will not.', 'Yes, they are not there.', "I'm not sure"])(
  'whoever is told to call 911 and says “%s” is told it again, and not sent away',
  async (said) => expect(await reply(said)).toBe(TOLD),
)
