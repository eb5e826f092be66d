import type { AgentService } from '../../../src/agents/agent-document.ts'

export const MANNERS = [
  'plain',
  'hurried',
  'rambling',
  'mumbling',
  'changing_mind',
  'interrupting',
  'angry',
  'spanish',
  'injecting',
] as const
export type Manner = (typeof MANNERS)[number]

/** A day as a caller names it, and which it is: days since 1970-01-01. */
export interface WishedDay {
  readonly words: string
  readonly day: number
}

/** What somebody calls for. */
export type Goal =
  | {
      readonly kind: 'book'
      readonly service: AgentService
      readonly serviceName: string
      readonly wish: WishedDay
      /** What they want instead once they have heard the first offer. */
      readonly instead: WishedDay | null
      /** Whether they cancel it again in the same call. */
      readonly cancels: boolean
    }
  | { readonly kind: 'ask'; readonly question: string; readonly answer: string }
  | { readonly kind: 'hours' }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'human' }

/** Somebody who calls: invented, with a number from the range kept for fiction. */
export interface Persona {
  /** What they are called in reports: "hurried: books a Cleaning". */
  readonly title: string
  readonly manner: Manner
  readonly goal: Goal
  readonly name: string
  /** E.164. */
  readonly phone: string
}

/** What they call for, in a few words. */
export function goalText(goal: Goal): string {
  switch (goal.kind) {
    case 'book':
      return `${goal.cancels ? 'books and cancels' : 'books'} ${goal.serviceName} ${(goal.instead ?? goal.wish).words}`
    case 'ask':
      return `asks “${goal.question}”`
    case 'hours':
      return 'asks for the opening hours'
    case 'message':
      return 'leaves a message'
    case 'human':
      return 'wants a person'
  }
}
