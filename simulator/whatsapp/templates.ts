import * as z from 'zod'
import { GraphRefusal } from './graph-refusal.ts'

/** A template that Meta has approved. `{{1}}` in its text is the first parameter. */
export const ApprovedTemplate = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().min(2),
  text: z.string().min(1).max(1024),
  category: z.enum(['utility', 'marketing']).default('utility'),
  status: z.enum(['approved', 'paused', 'disabled']).default('approved'),
  quick_replies: z.array(z.string().min(1).max(25)).max(10).default([]),
})
export type ApprovedTemplate = z.infer<typeof ApprovedTemplate>

export const FIRST_TEMPLATES: readonly ApprovedTemplate[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    text: 'Welcome and congratulations! This message shows that you can send templates.',
  },
  { name: 'appointment_reminder', language: 'en_US', text: 'Hello {{1}}, this is a reminder of your visit on {{2}}.' },
  { name: 'continue_conversation', language: 'en_US', text: 'Hello {{1}}, we have an answer for you. Reply to go on.' },
  {
    name: 'spring_offer',
    language: 'en_US',
    text: 'Hello {{1}}, whitening is half price this month.',
    category: 'marketing' as const,
  },
].map((template) => ApprovedTemplate.parse(template))

export interface FilledTemplate {
  readonly template: ApprovedTemplate
  readonly text: string
}

/**
 * The template that a request names, with its parameters filled in.
 *
 * @throws GraphRefusal 132001 for one that is not there in this language, 132015 or 132016 for one that is paused or
 *   disabled, 132000 for the wrong number of parameters.
 */
export function fillTemplate(
  templates: readonly ApprovedTemplate[],
  body: Readonly<Record<string, unknown>>,
): FilledTemplate {
  const {
    name,
    language,
    components = [],
  } = body as {
    name: string
    language: { code: string }
    components?: readonly { type: string; parameters?: readonly { text?: string }[] }[]
  }
  const template = templates.find((one) => one.name === name && one.language === language.code)
  if (template === undefined)
    throw new GraphRefusal(132001, `template name (${name}) does not exist in ${language.code}`)
  if (template.status === 'paused') throw new GraphRefusal(132015, '')
  if (template.status === 'disabled') throw new GraphRefusal(132016, '')
  const given = components.filter(({ type }) => type === 'body').flatMap(({ parameters = [] }) => parameters)
  const wanted = new Set(template.text.match(/\{\{\d+\}\}/g)).size
  if (given.length !== wanted)
    throw new GraphRefusal(
      132000,
      `body: number of localizable_params (${given.length}) does not match the expected number of params (${wanted})`,
    )
  const text = template.text.replaceAll(/\{\{(\d+)\}\}/g, (_, nth: string) => given[Number(nth) - 1]?.text ?? '')
  return { template, text }
}
