/**
 * What came of a mail. One mail may come to several, told in one answer.
 *
 * The words are kept with the mail, and say nothing about anybody: what an answer is made of after a crash too.
 */
export const OUTCOMES = [
  'closed',
  'alarm',
  'opted_out',
  'requested',
  'confirmed',
  'not_confirmed',
  'withdrawn',
  'not_withdrawn',
  'status',
  'ticket',
  'ask_text',
  'ask_meaning',
  'waiting',
  // The request itself has told them.
  'told',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Of these nothing is said in the answer to the mail: nobody is answered, or the request tells them itself. */
export const SILENT = ['closed', 'told', 'withdrawn'] as const satisfies readonly Outcome[]
export type SpokenOutcome = Exclude<Outcome, (typeof SILENT)[number]>

export const isSpoken = (outcome: Outcome): outcome is SpokenOutcome =>
  !(SILENT as readonly Outcome[]).includes(outcome)

export const outcomesIn = (kept: string | null): readonly Outcome[] => {
  const words = (kept ?? '').split(',')
  return OUTCOMES.filter((outcome) => words.includes(outcome))
}
