import type { Speech } from '../contract.ts'
import { openEars } from './ears.ts'
import { openMouth } from './mouth.ts'

/** Cloudflare's own models, without another vendor: Flux hears, Aura speaks, and the text model of the agent leads. */
export const workersAi: Speech = {
  name: 'workers-ai',
  open(_secrets, { ai }) {
    if (ai === null) return null
    return {
      leads: false,
      async connect(brief, tell) {
        const ears = await openEars(ai, brief, tell)
        const mouth = openMouth(ai, brief, tell)
        return {
          hear: (payload) => ears.hear(payload),
          say: (text) => mouth.say(text),
          // The model is elsewhere: it hears of keys and tools by itself, and of a cut from the turn.
          tell: () => undefined,
          answer: () => undefined,
          cut: () => undefined,
          hush: () => mouth.hush(),
          close(code, reason) {
            mouth.hush()
            ears.close(code, reason)
          },
        }
      },
    }
  },
}
