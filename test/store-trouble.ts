import { env } from 'cloudflare:workers'

type Callable = (...args: unknown[]) => unknown

/** Which operation of a store is next, and whether it is to fail. */
export interface StoreTrouble {
  /** Operations seen so far. */
  readonly seen: () => number
  readonly failed: () => number
  /** From now on nothing fails. */
  readonly end: () => void
}

const DATABASES = [env.DB, env.DB_EU, env.DB_US]
const BUCKETS = [env.BLOBS, env.BLOBS_EU, env.BLOBS_US]

function replaced(target: object, name: string, make: (original: Callable) => Callable): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name)
  const original = (target as Record<string, Callable>)[name]
  if (original === undefined) throw new Error(`no ${name}`)
  Object.defineProperty(target, name, { value: make(original.bind(target)), configurable: true, writable: true })
  return () => {
    if (own) Object.defineProperty(target, name, own)
    else delete (target as Record<string, unknown>)[name]
  }
}

/**
 * Makes operations of D1 and R2 fail as they do when a store is in trouble: rejected, before anything is written, or
 * (for `after`) once it has been written and only the answer is lost.
 */
export function storeTrouble(fails: (operation: number) => boolean, { after = false } = {}): StoreTrouble {
  let operations = 0
  let failures = 0
  const troubled =
    (original: Callable): Callable =>
    async (...args) => {
      operations += 1
      if (!fails(operations)) return original(...args)
      failures += 1
      if (after) await original(...args)
      throw new Error('D1_ERROR: Network connection lost.')
    }
  const undo: (() => void)[] = []
  for (const db of DATABASES) {
    undo.push(replaced(db, 'batch', troubled))
    undo.push(
      replaced(db, 'prepare', (prepare) => (...args) => {
        const statement = prepare(...args) as D1PreparedStatement
        return troubledStatement(statement, troubled)
      }),
    )
  }
  for (const bucket of BUCKETS) for (const name of ['get', 'put', 'head']) undo.push(replaced(bucket, name, troubled))
  return { seen: () => operations, failed: () => failures, end: () => undo.splice(0).forEach((restore) => restore()) }
}

function troubledStatement(
  statement: D1PreparedStatement,
  troubled: (original: Callable) => Callable,
): D1PreparedStatement {
  const bind = statement.bind.bind(statement)
  for (const name of ['run', 'all', 'raw', 'first'] as const) {
    Object.defineProperty(statement, name, {
      value: troubled((statement[name] as Callable).bind(statement)),
      configurable: true,
    })
  }
  Object.defineProperty(statement, 'bind', {
    value: (...values: unknown[]) => troubledStatement(bind(...values), troubled),
    configurable: true,
  })
  return statement
}
