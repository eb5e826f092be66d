import type { AgentDocumentInput } from '../agent-document.ts'

/** A ready document for one kind of business, with the resources its services name. */
export interface Template {
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly document: AgentDocumentInput
  /** Made when the agent is created, where the business has none of that name. */
  readonly resources: readonly { readonly name: string; readonly kind: string }[]
}

type Field = NonNullable<AgentDocumentInput['capture']>[number]
export type Answers = NonNullable<AgentDocumentInput['skills']['qa']>['entries']
export type Evals = NonNullable<AgentDocumentInput['tests']>

/** A Monday, ten in the morning in New York: the clock every template's tests begin at. */
export const MONDAY_AT_TEN = '2026-11-23T15:00:00Z'

/** Holidays that most businesses in the United States keep. A business edits these like everything else. */
export const HOLIDAYS = [
  { date: '2026-12-25', open: [], note: 'Christmas Day' },
  { date: '2027-01-01', open: [], note: "New Year's Day" },
]

/** What a message for the business's people consists of. */
export const MESSAGE_FIELDS: Field[] = [
  { id: 'name', label: 'name', type: 'name', ask: 'May I have your name, please?' },
  { id: 'phone', label: 'phone number', type: 'phone', ask: 'What is the best number to reach you?' },
  { id: 'message', label: 'message', type: 'text', ask: 'What would you like me to pass on?' },
]

/** A wish for a person: rung through while open, called back otherwise. */
export const toPeople = (number: string, queue: string): AgentDocumentInput['routing'] => [
  { intent: 'human', when: 'open', to: { kind: 'phone', number, mode: 'cold' } },
  { intent: 'human', when: 'always', to: { kind: 'task', queue, priority: 'high' } },
]
