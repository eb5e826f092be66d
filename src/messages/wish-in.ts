import { readKeyword } from '../consent/opt-out/read-keyword.ts'
import { asksToStop, asksToStopInWriting, isStopWord } from '../consent/opt-out-words.ts'
import { textsOfForm } from './form-texts.ts'
import type { Content, InboundMessage } from './message.ts'
import type { Stop } from './stops.ts'

/** What somebody writes about being written to at all. */
export interface Wish {
  readonly type: 'stop' | 'start' | 'help'
  /** By a keyword alone, or in words of their own. */
  readonly by: 'keyword' | 'words'
  /** The carrier has answered it: another answer would be one too many. */
  readonly isAnswered: boolean
}

type Written = Pick<InboundMessage, 'content' | 'keyword'> & {
  /** What was said in a voice note. */
  readonly words?: string
}

/** What a message asks for before any agent is asked. Null for everything that is not about that. Pure. */
export function wishIn({ content, keyword, words = '' }: Written): Wish | null {
  if (keyword !== null) return { type: keyword.word, by: 'keyword', isAnswered: keyword.answered }
  const wish = inContent(content)
  // A voice note says no keyword that a carrier knows: "stop" alone is a wish in words, and anything less is for the agent.
  return wish === null && asksToStopInWriting(words) ? IN_WORDS : wish
}

const IN_WORDS: Wish = { type: 'stop', by: 'words', isAnswered: false }

function inContent(content: Content): Wish | null {
  switch (content.type) {
    case 'edit':
      return inContent(content.content)
    case 'choice':
      // Our own buttons mean what we gave them to mean: "Cancel" is of a visit. A template's button is the platform's text.
      return asksToStop(content.title) || (content.via === 'template' && readKeyword(content.title) === 'stop')
        ? IN_WORDS
        : null
    case 'form':
      return textsOfForm(content).some(isStopInForm) ? IN_WORDS : null
    case 'text':
    case 'media':
    case 'order':
      return inText(content.text)
    default:
      return null
  }
}

function inText(text: string): Wish | null {
  const word = readKeyword(text)
  if (word !== null) return { type: word, by: 'keyword', isAnswered: false }
  return asksToStop(text) ? IN_WORDS : null
}

/** What a form has people pick from is the business's: "Cancel", "End" and "Info" are answers there. STOP is one nowhere. */
const isStopInForm = (text: string): boolean => asksToStop(text) || isStopWord(text)

/** What a wish to be left alone puts an end to: START takes back a keyword's, on the channel it came by, and nothing else. */
export const stopOf = ({ by }: Wish, channel: InboundMessage['channel']): Omit<Stop, 'atMs'> => ({
  scope: 'all',
  endsBy: by === 'keyword' ? `start_${channel}` : 'nothing',
})
