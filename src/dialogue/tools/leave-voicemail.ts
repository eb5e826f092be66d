import { peopleWords } from './people-words.ts'
import type { Tool, ToolOutcome, ToolRoom } from './tool.ts'

/** Whether the caller may speak after a tone: only where what is recorded is kept, or nobody could ever hear it. */
export const canLeaveVoicemail = ({ document: { privacy }, takesVoicemail }: ToolRoom): boolean =>
  takesVoicemail !== false && privacy.store === 'everything' && privacy.retainDays.audio > 0

export const toVoicemail = ({ language }: ToolRoom): ToolOutcome => ({
  ok: true,
  value: { voicemail: true, say: peopleWords(language).ofCourse },
  ending: { how: 'voicemail' },
})

/** Lets the caller speak after a tone, for the business to listen to. */
export const leaveVoicemail: Tool = {
  spec: {
    name: 'leave_voicemail',
    description:
      'Lets the caller leave a voicemail after a tone, which ends the conversation. Only when they ask for that, or choose it.',
    parameters: { type: 'object', properties: {}, additionalProperties: false },
  },
  intent: () => null,
  async run(room) {
    return canLeaveVoicemail(room) ? toVoicemail(room) : { ok: false, value: { code: 'unavailable' } }
  },
}
