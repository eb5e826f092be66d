import { expect, test } from 'vitest'
import { aDocument } from '../../test/builders/model-turn.ts'
import type { Env } from '../env.ts'
import { modelsOf } from './models-of.ts'

const namesOf = (settings: Record<string, string>): readonly string[] =>
  modelsOf(settings as unknown as Env, 'ten_1', aDocument({})).map(({ name }) => name)

const OPENAI = { PLATFORM: 'cloudflare', LLM_PROVIDER: 'openai', OPENAI_API_KEY: 'sk-invented-0001' }

test('the model that is set up comes first, and after it the one that needs no vendor', () => {
  expect(namesOf({ PLATFORM: 'local' })).toEqual(['embedded'])
  expect(namesOf(OPENAI)).toEqual(['openai', 'embedded'])
})

test('a setting that cannot be used costs nobody a call: the next model takes it', () => {
  expect(namesOf({ ...OPENAI, OPENAI_BASE_URL: 'http://models.example.com/v1' })).toEqual(['embedded'])
})
