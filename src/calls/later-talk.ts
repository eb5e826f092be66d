import { once } from '../kernel/once.ts'

/**
 * The talk, with the model, the tools and the words it knows: most of the code there is. A Worker that begins because
 * somebody calls answers the carrier first, and makes this ready while the greeting is spoken.
 */
export const loadTalk = once(() => import('./talk.ts'))
export const loadSetting = once(() => import('./setting-of.ts'))
export const loadAfterTurn = once(() => import('./after-turn.ts'))

/** What keys mean, where several make a number. */
export const loadKeys = once(() => import('./masked-keys.ts'))

/** What is kept of a call when it is over. */
export const loadKeeping = once(() => import('./summary/keep-transcript.ts'))

/** A voicemail is written down when its call is over. */
export const loadDictation = once(() => import('./voicemail/transcribe-voicemail.ts'))

/** Who is to write a voicemail down: few calls have one. */
export const loadTranscriber = once(() => import('./voicemail/transcriber-of.ts'))

/** Who rang off before a word may get a text. */
export const loadTextBack = once(() => import('./missed/text-back.ts'))

/** Callers with whom no model may deal. */
export const loadAiOff = once(() => import('./ai-off.ts'))

/** Callers who say that they are children. */
export const loadMinorSaid = once(() => import('./minor-said.ts'))

/** Callers who are erased while their call is not done with. */
export const loadForgetting = once(() => import('./forget-caller.ts'))

/** The line of a call that is raw audio: few are. */
export const loadMedia = once(() => import('./media/open-line.ts'))
