/** A message of the business's, as Twilio knows it. */
export interface TextMessage {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly mediaUrls: readonly string[]
  readonly statusCallback: string | null
  readonly createdAtMs: number
  status: TextStatus
  errorCode: string | null
}

export type TextStatus = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'read'

/** One report, this long after the message was taken. */
interface PlannedReport {
  readonly status: TextStatus
  readonly afterMs: number
}

const report = (status: TextStatus, afterMs: number): PlannedReport => ({ status, afterMs })

/** In no order, late, doubled and left out: as networks tell. */
const ORDERS: readonly (readonly PlannedReport[])[] = [
  [report('queued', 20), report('sent', 80), report('delivered', 300)],
  [report('delivered', 90), report('sent', 200), report('queued', 320)],
  [report('sent', 0), report('sent', 120), report('delivered', 260)],
  [report('delivered', 150)],
]

/** When which status of the `nth` message is told. */
export const reportsOf = (nth: number): readonly PlannedReport[] => ORDERS[nth % ORDERS.length] ?? []

/** Parts a message is sent in: 160 or 70 characters, 153 or 67 where there are several. */
export function segmentsIn(body: string): number {
  const isPlain =
    /^[\n\r\x20-\x5f\x61-\x7e¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ€`]*$/.test(body) && !body.includes('`')
  const [alone, joined] = isPlain ? [160, 153] : [70, 67]
  return body.length <= alone ? 1 : Math.ceil(body.length / joined)
}
