/**
 * The talk, with the model, the tools and the words it knows: most of the code there is. A Worker that begins because
 * somebody calls answers the carrier first, and makes this ready while the greeting is spoken.
 */
export const loadTalk = () => import('./talk.ts')
export const loadSetting = () => import('./setting-of.ts')
export const loadAfterTurn = () => import('./after-turn.ts')

/** What keys mean, where several make a number. */
export const loadKeys = () => import('./masked-keys.ts')

/** What is kept of a call when it is over. */
export const loadKeeping = () => import('./summary/keep-transcript.ts')

/** A voicemail is written down when its call is over. */
export const loadDictation = () => import('./voicemail/transcribe-voicemail.ts')

/** Who rang off before a word may get a text. */
export const loadTextBack = () => import('./missed/text-back.ts')

/** The line of a call that is raw audio: few are. */
export const loadMedia = () => import('./media/open-line.ts')
