import type { AgentDocument } from '../../agents/agent-document.ts'
import { fieldAskedFor, secretSpokenOf } from '../../dialogue/capture/asked-field.ts'
import { asksForSecrets } from '../../dialogue/capture/asks-for-secrets.ts'
import { countryOf } from '../../dialogue/capture/capture-field.ts'
import { hearSecret } from '../../dialogue/capture/hear-secret.ts'
import { maskSensitive } from '../../dialogue/capture/mask-sensitive.ts'
import type { SensitiveKind } from '../../dialogue/capture/sensitive.ts'
import type { ToolRoom } from '../../dialogue/tools/tool.ts'

/** What nobody is to be shown, whatever a business asks for. */
const SECRETS: readonly SensitiveKind[] = ['card', 'ssn', 'pin', 'cvv', 'bank', 'password']

/**
 * What was written without the digits that are nobody's to know: secret numbers masked, and a sensitive field of the document as
 * a note of how many there were. The business reads them where they were written, in the message itself.
 *
 * @param lastReply  what the agent wrote last: it says which field was asked for.
 */
export function withoutSecrets(
  text: string,
  document: AgentDocument,
  lastReply: string,
  { nowMs, timeZone, language }: Pick<ToolRoom, 'nowMs' | 'timeZone' | 'language'>,
): string {
  const masked = maskSensitive(text, SECRETS)
  if (!asksForSecrets(document)) return masked
  const asked = fieldAskedFor(document, lastReply)
  const field = asked?.sensitive === true ? asked : secretSpokenOf(document, masked)
  const setting = { nowMs, timeZone, country: countryOf(language) }
  return (field === null ? null : hearSecret(field, text, 'said', setting))?.note ?? masked
}
