import { EgressDenied, refuseToLeave, type Departure } from '../../../egress/leave.ts'
import { SpeechFailure, type Speech, type SpeechEvent } from '../contract.ts'
import { openEars, type Ears } from './ears.ts'
import { openMouth } from './mouth.ts'

/** Cloudflare's own models, without another vendor: Flux hears, Aura speaks, and the text model of the agent leads. */
export const workersAi: Speech = {
  name: 'workers-ai',
  open(_secrets, { ai, whose }) {
    if (ai === null) return null
    const talk: Departure = { vendor: 'cloudflare', purpose: 'speak', fields: ['voice', 'spoken_words'], whose }
    return {
      leads: false,
      async connect(brief, tell) {
        await refuseSession(talk)
        let ears: Ears | null = null
        const close = (code: number, reason: string): void => {
          mouth.close()
          ears?.close(code, reason)
        }
        const pass = (event: SpeechEvent): void => {
          // One lost is both: whoever stands in for the session hears and speaks anew.
          if (event.type === 'lost') close(1000, event.loss.reason)
          tell(event)
          if (event.type === 'caller_began' && brief.bargeIn) mouth.hush()
        }
        const mouth = openMouth(ai, brief, pass)
        ears = await openEars(ai, brief, pass)
        return {
          hear: (payload) => ears.hear(payload),
          say: (text) => mouth.say(text),
          // The model is elsewhere: it hears of keys and tools by itself, and of a cut from the turn.
          tell: () => undefined,
          answer: () => undefined,
          cut: () => undefined,
          hush: () => mouth.hush(),
          close,
        }
      },
    }
  },
}

async function refuseSession(talk: Departure): Promise<void> {
  try {
    await refuseToLeave(talk)
  } catch (error) {
    if (!(error instanceof EgressDenied)) throw error
    throw new SpeechFailure({ reason: 'refused', again: false, code: error.reason })
  }
}
