import { expect, test } from 'vitest'
import { templates } from '../src/agents/templates/index.ts'
import { aTenant, ask } from './api-client.ts'

const documentTo = (number: string, allowNumbers?: readonly string[]) => ({
  ...(templates.find(({ slug }) => slug === 'dental-clinic')?.document as object),
  routing: [{ intent: '*', when: 'always', to: { kind: 'phone', number, mode: 'cold' } }],
  ...(allowNumbers && { guardrails: { allowNumbers } }),
})

async function published(key: string, document: object) {
  const { json: agent } = await ask(key, '/agents', { body: { template: 'dental-clinic' } })
  const drafted = await ask(key, `/agents/${agent.id}`, { method: 'PATCH', body: { document } })
  expect(drafted.status, JSON.stringify(drafted.json)).toBe(200)
  return { id: agent.id as string, answer: await ask(key, `/agents/${agent.id}/publish`, { body: {} }) }
}

test('a premium-rate number is refused at publishing, at its place, and taken where the document allows it', async () => {
  const { key } = await aTenant()
  const { answer } = await published(key, documentTo('+19005550142'))
  expect(answer.status).toBe(422)
  expect(answer.json.errors[0]).toMatchObject({ code: 'premium_rate' })
  expect(answer.json.errors[0].pointer).toMatch(/\/routing\/0\/to\/number$/)
  expect((await published(key, documentTo('+19005550142', ['+1900']))).answer.status).toBeLessThan(300)
})

test('an agent that passes callers on abroad answers no number at home, whichever came first', async () => {
  const { key } = await aTenant()
  const { id, answer } = await published(key, documentTo('+442079460142'))
  expect(answer.status).toBeLessThan(300)
  const claimed = await ask(key, '/numbers', { body: { phone_number: '+12125550142', agent_id: id } })
  expect(claimed.status).toBe(422)
  expect(claimed.json.errors[0]).toMatchObject({ pointer: '/agent_id', code: 'abroad' })
  expect((await ask(key, '/numbers', { body: { phone_number: '+12125550142' } })).status).toBe(201)
  expect((await published(key, documentTo('+442079460142'))).answer.status).toBe(422)
  expect((await published(key, documentTo('+442079460142', ['+4420']))).answer.status).toBeLessThan(300)
})
