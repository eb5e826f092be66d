import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import * as z from 'zod'
import { UserError } from '../cli/user-error.ts'
import { AUTHENTICATIONS } from './mx-headers.ts'

const Expected = z.strictObject({
  authentication: z.enum(AUTHENTICATIONS).optional(),
  /** Each of these was recognised. */
  labels: z.array(z.string()).default([]),
  outcomes: z.array(z.string()),
  status: z.string().optional(),
  /** Mails that the sender gets for it. */
  answers: z.number().int(),
  answer_says: z.string().optional(),
  /** Texts that the phone gets. */
  texts: z.number().int().optional(),
  ticket: z.boolean().default(false),
  request: z.strictObject({ types: z.array(z.string()), level: z.string(), status: z.string().optional() }).optional(),
})
export type Expected = z.infer<typeof Expected>

const Sample = z.strictObject({
  what: z.string(),
  /** Slug of a demo business, or one of our own addresses. */
  to: z.string(),
  authentication: z.enum(AUTHENTICATIONS),
  envelope_from: z.string().optional(),
  /** The business knows the person by their phone before. */
  knows: z.boolean().default(false),
  /** The person answers with the code that their phone gets. */
  replies_with_code: z.boolean().default(false),
  expect: Expected,
})
export type Sample = z.infer<typeof Sample>

const FOLDER = join(import.meta.dirname, 'samples')
const Samples = z.record(z.string().regex(/^[a-z0-9-]+$/), Sample)

/** Every sample by its name. */
export function allSamples(): Readonly<Record<string, Sample>> {
  return Samples.parse(parseYaml(readFileSync(join(FOLDER, '..', 'samples.yaml'), 'utf8')))
}

export const sampleText = (name: string): string => readFileSync(join(FOLDER, `${name}.eml`), 'utf8')

/** The sample of a name or of a path to its file; null for any other file. */
export function sampleOf(file: string): { readonly name: string; readonly sample: Sample } | null {
  const samples = allSamples()
  const name = file.replace(/^.*\//, '').replace(/\.eml$/, '')
  const isSample = !file.includes('/') || file.includes('simulator/mail/samples/')
  const sample = isSample ? samples[name] : undefined
  if (sample !== undefined) return { name, sample }
  if (!file.includes('/') && !file.endsWith('.eml'))
    throw new UserError(`There is no sample "${file}". There are ${Object.keys(samples).join(', ')}.`)
  return null
}
