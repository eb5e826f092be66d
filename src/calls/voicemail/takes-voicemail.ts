import type { AgentDocument } from '../../agents/agent-document.ts'

/** Whether callers may leave a voicemail: only where what is recorded is kept, or nobody could ever hear it. */
export const takesVoicemail = (
  { privacy }: Pick<AgentDocument, 'privacy'>,
  { keepsAudio }: { readonly keepsAudio?: boolean },
): boolean => keepsAudio !== false && privacy.store === 'everything' && privacy.retainDays.audio > 0
