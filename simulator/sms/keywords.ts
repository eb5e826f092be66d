export type Keyword = 'STOP' | 'START' | 'HELP'

const WORDS: Readonly<Record<Keyword, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
}

/** What Twilio itself answers to each. */
export const KEYWORD_ANSWERS: Readonly<Record<Keyword, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
}

/** The keyword that a whole message is. `STOP PLEASE` is none. */
export function keywordIn(text: string): Keyword | null {
  const word = text.trim().toUpperCase()
  const [found] = Object.entries(WORDS).find(([, words]) => words.includes(word)) ?? []
  return (found as Keyword | undefined) ?? null
}
