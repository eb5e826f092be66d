import type { CallHandle } from '../call-handle.ts'
import type { RelayLine } from '../relay-line.ts'
import { briefOf } from './brief.ts'
import { instruct } from './instruct.ts'
import { MediaLine } from './media-line.ts'
import { speechOf } from './speech-door.ts'

/**
 * Takes the carrier's socket of a call that is streamed, and reaches for its speech vendor.
 *
 * `onClosed` is told when the line is gone. False when the vendor is not set up any more.
 */
export function openMediaLine(handle: CallHandle, relay: RelayLine, socket: WebSocket, onClosed: () => void): boolean {
  const { speech, tenantId } = handle.state.pins
  const vendor = speechOf(handle.env, speech, tenantId)
  if (vendor === null) return false
  new MediaLine({
    handle,
    socket,
    vendor,
    brief: () => briefOf(handle, instruct, Date.now()),
    tell: (event) => relay.tell(socket, event),
    onClosed,
  }).open()
  return true
}
