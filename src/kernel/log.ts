/** What a log line may carry. No objects: an object is how a phone number gets in by accident. */
type Fields = Readonly<Record<string, string | number | boolean>>

function write(level: 'info' | 'warn' | 'error', event: string, fields: Fields): void {
  console[level](JSON.stringify({ level, event, ...fields }))
}

/**
 * One line per thing that happened. `event` is a fixed name, `noun.verb`, so it can be counted; whatever varies is a
 * field. Fields hold ids and reasons, never a number, an address, a name, or anything anyone said.
 */
export const log = {
  info: (event: string, fields: Fields = {}) => write('info', event, fields),
  warn: (event: string, fields: Fields = {}) => write('warn', event, fields),
  error: (event: string, fields: Fields = {}) => write('error', event, fields),
}

/** The name of whatever was thrown. A message may quote personal data; a name cannot. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)
