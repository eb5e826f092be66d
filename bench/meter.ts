import type { DurableObject } from 'cloudflare:workers'
import type { Env } from '../src/env.ts'

/** What a Worker and its objects have asked of the platform, in the units that Cloudflare bills. */
export interface Meter {
  readonly workerRequests: number
  readonly d1Statements: number
  readonly d1RowsRead: number
  readonly d1RowsWritten: number
  /** Puts, lists and multipart steps. */
  readonly r2ClassA: number
  /** Gets and heads. */
  readonly r2ClassB: number
  /** Calls, fetches and alarms of objects. */
  readonly objectRequests: number
  readonly socketMessages: number
  readonly objectRowsRead: number
  readonly objectRowsWritten: number
  /** Time objects spent in a handler, each its own, milliseconds of the local clock. */
  readonly objectMs: number
  readonly queueMessages: number
}

type Counter = { -readonly [Name in keyof Meter]: number }

const ZERO: Meter = {
  workerRequests: 0,
  d1Statements: 0,
  d1RowsRead: 0,
  d1RowsWritten: 0,
  r2ClassA: 0,
  r2ClassB: 0,
  objectRequests: 0,
  socketMessages: 0,
  objectRowsRead: 0,
  objectRowsWritten: 0,
  objectMs: 0,
  queueMessages: 0,
}

let counter: Counter = { ...ZERO }
/** Cursors know their rows only when they have been read. */
let cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = []
/** Which methods of objects were asked, and how often. */
let asked: Record<string, number> = {}

export interface Reading {
  readonly meter: Meter
  readonly asked: Readonly<Record<string, number>>
}

/** What has been counted since the last reset. */
export function readMeter(): Reading {
  const meter = { ...counter }
  for (const { rowsRead, rowsWritten } of cursors) {
    meter.objectRowsRead += rowsRead
    meter.objectRowsWritten += rowsWritten
  }
  return { meter, asked: { ...asked } }
}

export function resetMeter(): void {
  counter = { ...ZERO }
  cursors = []
  asked = {}
}

export const count = (name: keyof Meter, by = 1): void => {
  counter[name] += by
}

type Method = (this: unknown, ...args: unknown[]) => unknown

/** Replaces a method of `target`'s prototype by one that is noted, before or after it has run. */
function tap(target: object, name: string, note: (args: readonly unknown[], result: unknown) => void): void {
  const prototype = Object.getPrototypeOf(target) as Record<string, Method>
  const original = prototype[name]
  if (original === undefined) throw new Error(`the platform has no method ${name} to be counted`)
  prototype[name] = function tapped(...args) {
    const result = Reflect.apply(original, this, args)
    if (result instanceof Promise)
      void result.then(
        (value) => note(args, value),
        () => undefined,
      )
    else note(args, result)
    return result
  }
}

interface D1Answer {
  readonly meta?: { readonly rows_read?: number; readonly rows_written?: number }
}

/** One binding of each kind: what is tapped is what their kind inherits from. */
interface Tapped {
  readonly db: D1Database
  readonly bucket: R2Bucket
  readonly queue: Queue
  readonly objects: DurableObjectNamespace
}

let bindingsTapped = false

/** Counts whatever is asked of these bindings from now on. The platform's classes are shared, so once is enough. */
export function tapBindings(bindings: Tapped): void {
  if (bindingsTapped) return
  bindingsTapped = true
  // Every statement, whichever way it is asked, goes through one of these two of its session; only they see what it cost.
  const session = bindings.db.withSession()
  const statements = (_: unknown, answer: unknown): void => {
    for (const { meta } of [answer].flat() as D1Answer[]) {
      count('d1Statements')
      count('d1RowsRead', meta?.rows_read ?? 0)
      count('d1RowsWritten', meta?.rows_written ?? 0)
    }
  }
  tap(session, '_sendOrThrow', statements)
  tap(session, '_queryOrThrow', statements)
  for (const name of ['put', 'list', 'createMultipartUpload'])
    tap(bindings.bucket, name, (_, made) => noteUpload(name, made))
  for (const name of ['get', 'head']) tap(bindings.bucket, name, () => count('r2ClassB'))
  tapNamespace(bindings.objects)
  tap(bindings.queue, 'send', () => count('queueMessages'))
  tap(bindings.queue, 'sendBatch', (args) => count('queueMessages', [...(args[0] as Iterable<unknown>)].length))
}

let uploadsTapped = false

/** An upload in parts is billed for its beginning, each part, and its end. */
function noteUpload(name: string, made: unknown): void {
  count('r2ClassA')
  if (name !== 'createMultipartUpload' || uploadsTapped) return
  uploadsTapped = true
  for (const step of ['uploadPart', 'complete']) tap(made as R2MultipartUpload, step, () => count('r2ClassA'))
}

let storageTapped = false

const keysIn = (argument: unknown): number => {
  if (Array.isArray(argument)) return argument.length
  return typeof argument === 'object' && argument !== null ? Object.keys(argument).length : 1
}

function tapStorage(storage: DurableObjectStorage): void {
  if (storageTapped) return
  storageTapped = true
  for (const store of [storage, storage.kv]) {
    tap(store, 'get', ([keys]) => count('objectRowsRead', keysIn(keys)))
    tap(store, 'put', ([keys]) => count('objectRowsWritten', keysIn(keys)))
    tap(store, 'delete', ([keys]) => count('objectRowsWritten', keysIn(keys)))
    // A list is read as it is walked; one page of it is the least it costs.
    tap(store, 'list', () => count('objectRowsRead'))
  }
  tap(storage, 'getAlarm', () => count('objectRowsRead'))
  tap(storage, 'setAlarm', () => count('objectRowsWritten'))
  tap(storage.sql, 'exec', (_, cursor) => cursors.push(cursor as (typeof cursors)[number]))
}

/** Counts what is asked of objects, by whoever asks: each call and each fetch is a request. */
function tapNamespace(namespace: DurableObjectNamespace): void {
  const prototype = Object.getPrototypeOf(namespace) as Record<'get' | 'getByName', (...args: unknown[]) => object>
  for (const name of ['get', 'getByName'] as const) {
    const original = prototype[name]
    prototype[name] = function tapped(...args) {
      return new Proxy(Reflect.apply(original, this, args), { get: askingOf })
    }
  }
}

function askingOf(stub: object, method: string | symbol): unknown {
  const value: unknown = Reflect.get(stub, method, stub)
  if (typeof value !== 'function' || typeof method === 'symbol') return value
  return (...args: unknown[]) => {
    count('objectRequests')
    asked[method] = (asked[method] ?? 0) + 1
    return timed(() => Reflect.apply(value, stub, args) as unknown)
  }
}

async function timed(work: () => unknown): Promise<unknown> {
  const startedAtMs = Date.now()
  try {
    return await work()
  } finally {
    count('objectMs', Date.now() - startedAtMs)
  }
}

type ObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject<Env>

/** What the platform asks of an object by itself; an alarm is billed as a request, twenty messages are. */
const HANDLERS: Readonly<Record<string, keyof Meter | null>> = {
  alarm: 'objectRequests',
  webSocketMessage: 'socketMessages',
  webSocketClose: null,
  webSocketError: null,
}

/** The same object, with its alarms and messages counted, and every row it reads and writes. */
export function metered(Base: ObjectClass): ObjectClass {
  class Metered extends Base {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env)
      tapStorage(ctx.storage)
    }
  }
  for (const [handler, billed] of Object.entries(HANDLERS)) {
    const { value } = Object.getOwnPropertyDescriptor(Base.prototype, handler) ?? {}
    if (typeof value !== 'function') continue
    const handle = function handle(this: unknown, ...args: unknown[]): Promise<unknown> {
      if (billed !== null) count(billed)
      asked[handler] = (asked[handler] ?? 0) + 1
      return timed(() => Reflect.apply(value, this, args) as unknown)
    }
    Object.defineProperty(Metered.prototype, handler, { value: handle, configurable: true })
  }
  return Metered
}
