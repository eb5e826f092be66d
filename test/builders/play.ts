import { expect } from 'vitest'
import type { CallerInput } from '../../src/providers/llm/contract.ts'
import { type Talk, talkWith, type TalkSetup } from './tool-room.ts'

/** What the caller says or does, and what must be in the reply; a word with `!` before it must not be. */
export type Line = readonly [said: string | CallerInput, ...found: string[]]

/** Plays a conversation, checks every reply, and that the speech guard would have let all of it out. */
export async function play(document: unknown, lines: readonly Line[], setup: TalkSetup = {}): Promise<Talk> {
  const talk = talkWith(document, setup)
  for (const [said, ...found] of lines) {
    const heard = typeof said === 'string' ? /^\((none|part)\) (.*)$/.exec(said) : null
    const reply = await talk.say(heard?.[2] ?? said, (heard?.[1] as 'none' | 'part' | undefined) ?? 'all')
    const asked = typeof said === 'string' ? said : JSON.stringify(said)
    for (const words of found) {
      if (words.startsWith('!')) expect(reply, asked).not.toMatch(new RegExp(words.slice(1), 'i'))
      else expect(reply, asked).toMatch(new RegExp(words, 'i'))
    }
  }
  expect(talk.withheld).toEqual([])
  return talk
}

export const silence = (nth: number): CallerInput => ({ type: 'silent', nth })
export const key = (digit: string): CallerInput => ({ type: 'pressed', digit })
