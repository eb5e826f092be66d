/**
 * The talk, with the model, the tools and the words it knows: most of the code there is. A Worker that begins because
 * somebody calls answers the carrier first, and makes this ready while the greeting is spoken.
 */
export const loadTalk = () => import('./talk.ts')
export const loadSetting = () => import('./setting-of.ts')
export const loadAfterTurn = () => import('./after-turn.ts')

/** The line of a call that is raw audio: few are. */
export const loadMedia = () => import('./media/open-line.ts')
