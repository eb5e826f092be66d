import type { AgentDocument, AgentField } from '../../agents/agent-document.ts'

/** What a message needs where its skill names no fields, and is told in digits. */
const CALL_BACK: AgentField = {
  id: 'phone',
  label: 'phone number',
  type: 'phone',
  required: true,
  confirm: 'echo',
  phi: false,
}

/** Everything the document has callers asked for. */
export function fieldsOf({ skills, capture }: AgentDocument): readonly AgentField[] {
  const message = skills.message?.fields ?? []
  return [
    ...message,
    ...(skills.message !== undefined && message.length === 0 ? [CALL_BACK] : []),
    ...(skills.refill?.fields ?? []),
    ...(skills.booking?.services.flatMap(({ fields }) => fields) ?? []),
    ...capture,
  ]
}

/** Whether the document has anything asked for that nobody is to see. */
export const asksForSecrets = (document: AgentDocument): boolean =>
  fieldsOf(document).some(({ sensitive }) => sensitive === true)
