import { furtherOptOutEar } from '../../consent/opt-out/further-tongues.ts'
import { englishOptOutEar } from '../../consent/opt-out/english.ts'
import { spanishOptOutEar } from '../../consent/opt-out/spanish.ts'
import type { GuardRule } from '../guardrails.ts'
import { cuedRules, type Cues } from './cues.ts'
import { emergencyEar } from './emergency.ts'
import { ENGLISH_CUES } from './english-cues.ts'
import { FURTHER_CUES } from './further-cues.ts'
import { humanEar } from './human-request.ts'
import { hears, type Ear } from './listen-for.ts'
import { furtherObjectionEar } from './further-objection.ts'
import { minorEar } from './minor.ts'
import { objectionEar } from './objection.ts'
import { recordingEar } from './recording-objection.ts'
import { selfHarmEar } from './self-harm.ts'
import { SPANISH_CUES } from './spanish/cues.ts'
import { spanishEmergencyEar } from './spanish/emergency.ts'
import { spanishHumanEar } from './spanish/human-request.ts'
import { spanishMinorEar } from './spanish/minor.ts'
import { spanishObjectionEar } from './spanish/objection.ts'
import { plainSpanish } from './spanish/plain-spanish.ts'
import { spanishRecordingEar } from './spanish/recording-objection.ts'
import { spanishSelfHarmEar } from './spanish/self-harm.ts'

/** What is listened for in one language, or in a few. */
interface Tongue {
  readonly name: string
  /** Plain words (see plain-words.ts) as this tongue's patterns want them. */
  readonly plainOf: (plain: string) => string
  readonly cues: Cues
  readonly ears: Readonly<Partial<Record<GuardRule, Ear>>>
}

/** Every tongue is listened for, whatever language a call is said to be in: people change over in mid-sentence. */
export const TONGUES: readonly Tongue[] = [
  {
    name: 'English',
    plainOf: (plain) => plain,
    cues: ENGLISH_CUES,
    ears: {
      emergency: emergencyEar,
      self_harm: selfHarmEar,
      opt_out: englishOptOutEar,
      objection: objectionEar,
      human: humanEar,
      recording_objection: recordingEar,
      minor: minorEar,
    },
  },
  {
    name: 'Spanish',
    plainOf: plainSpanish,
    cues: SPANISH_CUES,
    ears: {
      emergency: spanishEmergencyEar,
      self_harm: spanishSelfHarmEar,
      opt_out: spanishOptOutEar,
      objection: spanishObjectionEar,
      human: spanishHumanEar,
      recording_objection: spanishRecordingEar,
      minor: spanishMinorEar,
    },
  },
  {
    name: 'French, Portuguese and German',
    plainOf: (plain) => plain,
    cues: FURTHER_CUES,
    ears: { opt_out: furtherOptOutEar, objection: furtherObjectionEar },
  },
]

/** What tells of each rule whether `plain` (see plain-words.ts) sets it off, in any tongue. */
export function listenTo(plain: string): (rule: GuardRule) => boolean {
  const heard = TONGUES.map(({ plainOf, cues, ears }) => {
    const words = plainOf(plain)
    return { words, cued: cuedRules(cues, words), ears }
  })
  return (rule) =>
    heard.some(({ words, cued, ears }) => {
      const ear = cued.has(rule) ? ears[rule] : undefined
      return ear !== undefined && hears(ear, words)
    })
}
