import type { BatchItem } from 'drizzle-orm/batch'
import { flagMinor } from '../minors/flag-minor.ts'
import type { CallHandle } from './call-handle.ts'

/** What goes with the last row of a call on which somebody said to be a child: nobody reads what was said before it is decided. */
export async function sealOff(handle: CallHandle, nowMs: number): Promise<readonly BatchItem<'sqlite'>[]> {
  const { callId, personId } = handle.state
  const said = { personId, occasion: callId, source: 'call', contents: [callId] } as const
  return (await flagMinor(handle.ctx(nowMs), said))?.statements ?? []
}
