/** What a media type is called at the end of a file's name. */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/amr': 'amr',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
}

const endingOf = (contentType: string | null): string =>
  ENDINGS[(contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'bin'

interface Named {
  readonly id: string
  readonly contentType: string | null
}

/** Where in an archive the audio of a recording is. Names are ids: nobody is told from them. */
export const recordingFile = ({ id, contentType }: Named): string => `recordings/${id}.${endingOf(contentType)}`

/** Where a file that came with a message is. */
export const mediaFile = ({ id, contentType }: Named): string => `messages/${id}.${endingOf(contentType)}`

/** Where a mail is. */
export const mailFile = ({ id }: Pick<Named, 'id'>): string => `mails/${id}.eml`
