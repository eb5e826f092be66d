import type { Place } from '../vault/seal.ts'

/** A message's files are named by it, so that a second try is about the same file. */
export const mediaIdOf = (messageId: string, index: number): string =>
  `${messageId.replace(/^msg_/, 'med_')}${index === 0 ? '' : `_${index}`}`

/** The R2 object of a file: the same for every try, so that tries replace each other. */
export const mediaBlobKey = (tenantId: string, mediaId: string): string => `messages/${tenantId}/${mediaId}`

const placeOf =
  (field: string) =>
  (tenantId: string, mediaId: string): Place => ({
    tenantId,
    table: 'message_media',
    recordId: mediaId,
    field,
  })

/** Where the bytes of a file are sealed for, its name, and the words of a voice note. */
export const mediaPlace = placeOf('bytes')
export const mediaNamePlace = placeOf('file_name')
export const mediaWordsPlace = placeOf('words')
