/** What Cloudflare charges on the Workers Paid plan beyond what the plan includes, US dollars per million. */
export const PRICES = {
  asOf: '2026-08',
  sources: [
    'https://developers.cloudflare.com/workers/platform/pricing/',
    'https://developers.cloudflare.com/durable-objects/platform/pricing/',
    'https://developers.cloudflare.com/d1/platform/pricing/',
    'https://developers.cloudflare.com/r2/pricing/',
    'https://developers.cloudflare.com/queues/platform/pricing/',
  ],
  perMillion: {
    workerRequests: 0.3,
    cpuMs: 0.02,
    d1RowsRead: 0.001,
    d1RowsWritten: 1,
    r2ClassA: 4.5,
    r2ClassB: 0.36,
    objectRequests: 0.15,
    objectGbSeconds: 12.5,
    objectRowsRead: 0.001,
    objectRowsWritten: 1,
    queueOperations: 0.4,
  },
} as const

export type Billed = keyof typeof PRICES.perMillion

/** Messages on a socket that count as one request. */
export const MESSAGES_PER_REQUEST = 20
/** An object is billed as if it held this much memory, whatever it holds. */
export const OBJECT_GB = 0.128
/** A message is written, read and deleted. */
export const OPERATIONS_PER_QUEUE_MESSAGE = 3
