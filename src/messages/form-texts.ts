import type { Content } from './message.ts'

const TEXTS_MAX = 100

/** What somebody wrote or picked in a form: its strings, and those of its lists. */
export const textsOfForm = ({ values }: Extract<Content, { type: 'form' }>): readonly string[] =>
  Object.entries(values ?? {})
    .filter(([name]) => name !== 'flow_token')
    .flatMap(([, value]) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]))
    .filter((value) => typeof value === 'string')
    .slice(0, TEXTS_MAX)
