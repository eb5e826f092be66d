import { readKeyword } from '../consent/opt-out/read-keyword.ts'
import { asksToStop } from '../consent/opt-out-words.ts'
import type { InboundMessage } from './message.ts'
import type { Stop } from './stops.ts'

/** What somebody writes about being written to at all. */
export interface Wish {
  readonly type: 'stop' | 'start' | 'help'
  /** By a keyword alone, or in words of their own. */
  readonly by: 'keyword' | 'words'
  /** The carrier has answered it: another answer would be one too many. */
  readonly isAnswered: boolean
}

type Written = Pick<InboundMessage, 'content' | 'keyword'>

/** What a message asks for before any agent is asked. Null for everything that is not about that. Pure. */
export function wishIn({ content, keyword }: Written): Wish | null {
  if (keyword !== null) return { type: keyword.word, by: 'keyword', isAnswered: keyword.answered }
  if (content.type === 'choice') {
    // Our own buttons mean what we gave them to mean: "Cancel" is of a visit. A template's button is the platform's text.
    const isStop = asksToStop(content.title) || (content.via === 'template' && readKeyword(content.title) === 'stop')
    return isStop ? { type: 'stop', by: 'words', isAnswered: false } : null
  }
  if (content.type !== 'text' && content.type !== 'media') return null
  const word = readKeyword(content.text)
  if (word !== null) return { type: word, by: 'keyword', isAnswered: false }
  return asksToStop(content.text) ? { type: 'stop', by: 'words', isAnswered: false } : null
}

/** What a wish to be left alone puts an end to: START takes back a keyword's, on the channel it came by, and nothing else. */
export const stopOf = ({ by }: Wish, channel: InboundMessage['channel']): Omit<Stop, 'atMs'> => ({
  scope: 'all',
  endsBy: by === 'keyword' ? `start_${channel}` : 'nothing',
})
