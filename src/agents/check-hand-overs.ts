import type { FieldError } from '../kernel/refusal.ts'
import type { AgentDocument, AgentTarget } from './agent-document.ts'
import { pointerTo, type Path } from './document-errors.ts'
import { isForAnyone } from './for-anyone.ts'

const wrong = (path: Path, code: string, detail: string): FieldError => ({ pointer: pointerTo(path), code, detail })

/** Ways of passing callers on that lead nowhere. */
export function checkHandOvers(document: AgentDocument): FieldError[] {
  return [checkEmergency(document), checkDecline(document), checkFailure(document)].flat()
}

/** Somebody in an emergency speaks to no machine. */
function checkEmergency({ guardrails }: AgentDocument): FieldError[] {
  const kind = guardrails.emergency?.thenTransfer?.kind
  if (kind !== 'voicemail' && kind !== 'agent') return []
  const detail = 'In an emergency a caller is passed on to somebody: to a "phone", or as a "task" for your team.'
  return [wrong(['guardrails', 'emergency', 'thenTransfer', 'kind'], 'not_supported', detail)]
}

const anyone = ({ routing }: AgentDocument): readonly AgentTarget[] =>
  routing.filter(({ intent }) => isForAnyone(intent)).map(({ to }) => to)

function checkDecline(document: AgentDocument): FieldError[] {
  const { onDecline } = document.opening.recording
  if (onDecline !== 'transfer' || anyone(document).some(({ kind }) => kind === 'phone' || kind === 'task')) return []
  const detail = 'There is nobody to pass them on to: add a routing entry for the intent "human".'
  return [wrong(['opening', 'recording', 'onDecline'], 'nobody_to_transfer_to', detail)]
}

function checkFailure(document: AgentDocument): FieldError[] {
  const { onFailure, privacy } = document
  if (onFailure === 'person' && !anyone(document).some(({ kind }) => kind === 'phone')) {
    const detail = 'There is nobody to ring: add a routing entry for the intent "human" with a phone number.'
    return [wrong(['onFailure'], 'nobody_to_transfer_to', detail)]
  }
  if (onFailure !== 'voicemail' || (privacy.store === 'everything' && privacy.retainDays.audio > 0)) return []
  return [wrong(['onFailure'], 'contradicts', 'No audio is kept, so nobody could ever hear a voicemail.')]
}
