import type { TalkState } from '../../dialogue/talk-state.ts'
import type { TurnAsk, TurnSetting } from '../../dialogue/turn-setting.ts'
import { runTurn, type TurnEnd } from '../../dialogue/turn.ts'
import type { Called } from './asks-for.ts'

/** A turn that is over: all of its sentences as one text. */
export interface Conducted {
  readonly reply: string
  readonly state: TalkState
  readonly ending: TurnEnd['ending']
  readonly rule: TurnEnd['rule']
  readonly called: readonly Called[]
}

/** Works one turn to its end. Nobody waits for its first word, so nothing leaves before the last. */
export async function conduct(setting: TurnSetting, ask: TurnAsk): Promise<Conducted> {
  const called: Called[] = []
  const noted: TurnSetting = { ...setting, onCalled: (call, outcome) => void called.push({ call, outcome }) }
  const sentences: string[] = []
  for await (const out of runTurn(noted, ask)) {
    if (out.type === 'say') {
      if (out.text !== '') sentences.push(out.text)
      continue
    }
    const { state, ending, rule } = out
    return { reply: written(sentences.join(' ')), state, ending, rule, called }
  }
  throw new Error('a turn ended without its end')
}

/** What a business has its agent say on the phone, for somebody who holds none to their ear. */
const written = (text: string): string =>
  text
    .replace(/\b(please) hang up(?: now| the phone)? and /gi, '$1 ')
    .replace(/\bhang up(?: now| the phone)? and (\w)/gi, (_, first: string) => first.toUpperCase())
    .trim()
