/** Something the person at the keyboard can put right. Its message is one line and all that is shown. */
export class UserError extends Error {
  override readonly name = 'UserError'
}

/** What undici says when the other end goes away in the middle of an answer. */
const GONE = new Set(['UND_ERR_SOCKET', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** What is told of a command that failed: a line for what the person can put right, the whole error for a fault of ours. */
export function failureOf(error: unknown): unknown {
  if (error instanceof UserError) return error.message
  const cause = error instanceof Error ? error.cause : null
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return GONE.has(code) ? 'The gateway or its simulator went away in the middle. Start it again with: npm start' : error
}
