import type { AgentField } from '../../agents/agent-document.ts'
import type { Captured } from './captured.ts'

/** When a value is read back as soon as it is given, and a yes is asked for. */
export type ConfirmPolicy = 'always' | 'when_unsure' | 'never'

/** One wrong digit or letter of these reaches a stranger, or opens another's file. */
const DEFAULTS: Readonly<Partial<Record<AgentField['type'], ConfirmPolicy>>> = {
  phone: 'always',
  email: 'always',
  dob: 'always',
  name: 'when_unsure',
}

/** The field's policy: what its document says, never where nothing is to be echoed or seen, else what its type calls for. */
export function policyOf(field: Pick<AgentField, 'type' | 'confirm' | 'confirmWhen' | 'sensitive'>): ConfirmPolicy {
  if (field.sensitive === true) return 'never'
  if (field.confirmWhen !== undefined) return field.confirmWhen
  return field.confirm === 'none' ? 'never' : (DEFAULTS[field.type] ?? 'never')
}

/** Whether a captured value is to be read back before the talk goes on. */
export function needsConfirming(
  field: Pick<AgentField, 'type' | 'confirm' | 'confirmWhen' | 'sensitive'>,
  { confidence }: Pick<Captured, 'confidence'>,
): boolean {
  const policy = policyOf(field)
  return policy === 'always' || (policy === 'when_unsure' && confidence === 'unsure')
}
