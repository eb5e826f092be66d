import type { AgentDocument } from '../src/agents/agent-document.ts'

const ALL_DAY: [string, string][] = [['00:00', '23:59']]

/** Hours of a business that is open whenever a test happens to run. */
export const ALWAYS_OPEN: Pick<AgentDocument['hours'], 'weekly' | 'exceptions'> = {
  weekly: { mo: ALL_DAY, tu: ALL_DAY, we: ALL_DAY, th: ALL_DAY, fr: ALL_DAY, sa: ALL_DAY, su: ALL_DAY },
  exceptions: [],
}
