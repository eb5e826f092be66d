import { carecaller20260324 } from './texts/carecaller-2026-03-24.ts'
import { misocare20260408 } from './texts/misocare-2026-04-08.ts'
import type { PolicyVersion } from './policy-versions.ts'

/** Every version of every policy, word for word. Loaded only where pages are made: the Worker knows them by their hash. */
const TEXTS: Readonly<Record<string, string>> = {
  'misocare/2026-04-08': misocare20260408,
  'carecaller/2026-03-24': carecaller20260324,
}

/** @throws Error when there is none: a version without its text. */
export function textOfPolicy({ line, version }: Pick<PolicyVersion, 'line' | 'version'>): string {
  const text = TEXTS[`${line}/${version}`]
  if (text === undefined) throw new Error(`no text of ${line} ${version}`)
  return text
}
