import { Hono } from 'hono/tiny'
import type * as z from 'zod'
import type { Ctx } from '../../context.ts'
import type { ApiContext, ApiEnv } from './api-env.ts'
import { methodNotAllowed } from './problem.ts'
import { runOperation } from './run-operation.ts'
import type { OperationScope } from './scopes.ts'

export type { ApiEnv } from './api-env.ts'

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/** Names in a path: `/:id/versions/:n` has `id` and `n`. */
type NamesOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? NamesOf<Head> | NamesOf<Tail>
  : Path extends `:${infer Name}`
    ? Name
    : never
type ParamsOf<Path extends string> = Readonly<Record<NamesOf<Path>, string>>

/** An answer as handlers may give it: readonly rows are fine. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Given<T[Name]> }
    : T

type NoBody = z.ZodUndefined
type Schema = z.ZodType

/** What an operation says about itself. From this it is checked, answered and documented. */
interface Spec<Body extends Schema, Query extends Schema, Params extends Schema, Answer extends Schema> {
  /** One line in the imperative: "Add a resource". */
  readonly summary: string
  /** What the line cannot say, in Markdown. */
  readonly description?: string
  /** `read` on the resource `bookings` needs the scope `bookings:read`. */
  readonly scope: OperationScope
  /** A z.strictObject, so that unknown fields are refused. Absent: no fields are taken. */
  readonly body?: Body
  /** A body of this size and no more, where that is more than usual. */
  readonly bodyBytesMax?: number
  /** Media type of a body that is taken besides JSON: the handler reads it as it comes, and `body` is undefined. */
  readonly consumes?: string
  /** A z.strictObject of strings and z.coerce numbers. Absent: the query is not looked at. */
  readonly query?: Query
  /** Only when a path parameter is not just an id. What does not fit is a 404. */
  readonly params?: Params
  /** What is answered; absent with status 204 or when the handler answers a Response of its own. */
  readonly response?: Answer
  /** 200 unless said otherwise. */
  readonly status?: 200 | 201 | 202 | 204
  /** Media type of an answer that is not JSON, for the documentation. */
  readonly produces?: string
  /** Gives out content of people: that it was read, by whom and what for, is noted before the answer leaves. */
  readonly reveals?: 'content'
  /** A body to show in the documentation. */
  readonly example?: z.input<Body>
}

type AnySpec = Spec<Schema, Schema, Schema, Schema>

/** One operation, as run and as documented. */
export interface Operation extends Omit<AnySpec, 'example'> {
  readonly tag: string
  readonly method: Method
  /** Path below the resource's own, `/:id`. */
  readonly path: string
  readonly example?: unknown
  /** True for what only the operator of the gateway may do. */
  readonly operator: boolean
}

/** What the operator's operations get: the directory, and no tenant. */
export type Platform = Pick<Ctx, 'directory' | 'vault' | 'actor' | 'nowMs'>

interface Asked<Who, Body, Query, Params> {
  /** The tenant's context; for operator resources the platform's. */
  readonly ctx: Who
  readonly body: Body
  readonly query: Query
  readonly params: Params
  readonly c: ApiContext
}

type Answered<Answer extends Schema> = Given<z.input<Answer>> | Response

type Register<Who> = <
  const Path extends string,
  Body extends Schema = NoBody,
  Query extends Schema = NoBody,
  Params extends Schema = z.ZodType<ParamsOf<Path>>,
  Answer extends Schema = z.ZodVoid,
>(
  path: Path,
  spec: Spec<Body, Query, Params, Answer>,
  handle: (
    asked: Asked<Who, z.output<Body>, z.output<Query>, z.output<Params>>,
  ) => Promise<Answered<Answer>> | Answered<Answer>,
) => ResourceBuilder<Who>

/** A resource: a Hono app plus the operations it documents. */
export interface Resource {
  /** Names it in the documentation, and in scopes: `bookings` is read with `bookings:read`. */
  readonly tag: string
  readonly app: Hono<ApiEnv>
  readonly operations: readonly Operation[]
}

export interface ResourceBuilder<Who> extends Resource {
  readonly get: Register<Who>
  readonly post: Register<Who>
  readonly patch: Register<Who>
  readonly put: Register<Who>
  readonly delete: Register<Who>
}

/**
 * A resource of a business, used with its API key.
 *
 * Each method registers one operation and gives the resource back. Input that does not fit its schema never reaches a
 * handler; what a handler returns is sent as JSON with the operation's status, a Response is sent as it is, a thrown
 * Refusal becomes its problem document, and anything else thrown a bare 500.
 */
export const resource = (tag: string): ResourceBuilder<Ctx> => builder<Ctx>(tag, false)

/** A resource of whoever runs the gateway, used with the operator key. */
export const operatorResource = (tag: string): ResourceBuilder<Platform> => builder<Platform>(tag, true)

function builder<Who>(tag: string, operator: boolean): ResourceBuilder<Who> {
  const app = new Hono<ApiEnv>()
  const operations: Operation[] = []
  const register = (method: Method): Register<Who> => {
    return (path, spec, handle) => {
      const operation: Operation = { ...(spec as unknown as AnySpec), tag, method, path, operator }
      operations.push(operation)
      // What the schemas of `operation` let through is what `handle` was typed with.
      app.on(method.toUpperCase(), path, (c) => runOperation(c, operation, handle as (asked: unknown) => unknown))
      return built
    }
  }
  const built: ResourceBuilder<Who> = {
    tag,
    app,
    operations,
    get: register('get'),
    post: register('post'),
    patch: register('patch'),
    put: register('put'),
    delete: register('delete'),
  }
  return built
}

/** Answers 405 for the paths of `resources` asked with a method they do not have. Mounted after all of them. */
export function refuseOtherMethods(app: Hono<ApiEnv>, base: string, operations: readonly Operation[]): void {
  for (const [path, same] of Map.groupBy(operations, ({ path }) => path)) {
    const methods = same.map(({ method }) => method.toUpperCase())
    const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods
    app.all(path === '/' ? base : `${base}${path}`, (c) => methodNotAllowed(c, allow))
  }
}
