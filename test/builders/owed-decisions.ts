import type { MadeDecision } from '../../src/consent/file-decisions.ts'
import { OWED_MAX, oweDecision } from '../../src/consent/owed-decisions.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { ThreadHandle } from '../../src/messages/thread-handle.ts'

const A_DECISION: Omit<MadeDecision, 'id' | 'decidedAtMs' | 'personId'> = {
  channel: 'sms',
  purpose: 'appointment_reminder',
  decision: {
    allowed: false,
    code: 'no_consent',
    ruleIds: ['R-2-text'],
    zones: [],
    localTimes: [],
    nextAllowedAtMs: null,
    inputsHash: '0'.repeat(64),
    waived: [],
    policyAcceptedAtMs: null,
    baaSignedAtMs: null,
    dncAsOfMs: null,
    rndAsOfMs: null,
  },
  agreementId: null,
  identityToken: null,
  subjectId: null,
  campaignId: null,
}

/** Has a thread owe the records as many decisions as it may, all of them made before `nowMs`. */
export function owesAsManyAsItMay(handle: ThreadHandle, nowMs: number): void {
  const { personId } = handle.pins
  for (let nth = 0; nth < OWED_MAX; nth += 1) {
    const decidedAtMs = nowMs - OWED_MAX + nth
    oweDecision(handle, { ...A_DECISION, id: newId('dec', decidedAtMs), personId, decidedAtMs })
  }
}

/** The id of the decision that a thread has owed the longest. */
export const oldestOwed = ({ sql }: ThreadHandle): string =>
  sql.exec<{ id: string }>('SELECT id FROM owed_decisions ORDER BY id LIMIT 1').one().id
