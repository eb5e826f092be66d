import { GONE } from '../../erasure/rewrite-answers.ts'
import { errorName, log } from '../../kernel/log.ts'
import { findPersonKey, tombstoneName, type PersonKey } from '../../vault/person-keys.ts'
import type { Place } from '../../vault/seal.ts'
import { openForAll, sealForAll, subjectsIn } from '../../vault/seal-for-all.ts'
import type { Caller } from './auth.ts'
import { PROBLEM_TYPE, titleOf } from './problem.ts'

/** An answer as it is kept, sealed. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Keeper = Pick<Caller, 'ctx' | 'ownerId'>

/** Persons, their threads, and requests of whoever they turn out to be. */
const NAMES = /\b(?:per|thr|prq)_[0-9a-z]{26}\b/g
/** Each costs a read with every keyed request that names them. */
const NAMED_MAX = 3

/** What a repeat is told where the answer itself is not kept. Nothing is done twice. */
const NOT_KEPT: KeptAnswer = {
  status: 409,
  headers: { 'content-type': PROBLEM_TYPE },
  body: JSON.stringify({
    type: 'about:blank',
    title: titleOf('conflict'),
    status: 409,
    code: 'conflict',
    detail: 'This request was made. What was answered is not kept: look for what came of it.',
  }),
}

const placeOf = (tenantId: string, recordId: string): Place => ({
  tenantId,
  table: 'idempotency_keys',
  recordId,
  field: 'sealed_response',
})

const ownPlace = (key: string): string => `idempotency_keys|${key}|sealed_response`

/**
 * Seals what a repeat of a request is answered: for the business; but what names people under their own keys, so that with any of them it
 * is gone, from every copy of the database too. Gives the status it has.
 */
export async function sealAnswer(
  { ctx, ownerId }: Keeper,
  key: string,
  answer: KeptAnswer,
): Promise<{ readonly status: number; readonly sealed: string }> {
  const { kept, keys } = await underKeys({ ctx, ownerId }, answer).catch((error: unknown) => {
    log.warn('idempotency.body_not_kept', { error: errorName(error) })
    return { kept: NOT_KEPT, keys: [] }
  })
  const text = JSON.stringify(kept)
  const sealed =
    keys.length > 0
      ? await sealForAll(keys, placeOf(ownerId, key), text)
      : await ctx.vault.sealForTenant(ownerId, ownPlace(key), text)
  return { status: kept.status, sealed }
}

interface Under {
  readonly kept: KeptAnswer
  readonly keys: readonly PersonKey[]
}

async function underKeys({ ctx, ownerId }: Keeper, answer: KeptAnswer): Promise<Under> {
  // A thread is called as its person is.
  const names = [...new Set(answer.body.match(NAMES)?.map((name) => name.replace('thr_', 'per_')))]
  if (names.length === 0) return { kept: answer, keys: [] }
  // The operator has no bucket, and is told of people of any business.
  if (!('blobs' in ctx) || names.length > NAMED_MAX) return { kept: NOT_KEPT, keys: [] }
  const { vault, blobs } = ctx
  const found = await Promise.all(names.map((name) => findPersonKey(vault, blobs, ownerId, name)))
  const keyless = names.filter((_, at) => found[at] === null)
  const stones = await Promise.all(keyless.map((name) => blobs.head(tombstoneName(ownerId, name))))
  if (stones.some((stone) => stone !== null)) return { kept: GONE, keys: [] }
  return { kept: answer, keys: found.filter((one) => one !== null) }
}

/** What was sealed so. Of people who are gone it says nothing but that. @throws Error where it does not open otherwise. */
export async function openAnswer({ ctx, ownerId }: Keeper, key: string, sealed: string): Promise<KeptAnswer> {
  const isOfPeople = 'blobs' in ctx && subjectsIn(sealed).length > 0
  const opened = isOfPeople
    ? ((await openForAll(ctx.vault, ctx.blobs, placeOf(ownerId, key), sealed)) ?? JSON.stringify(GONE))
    : await ctx.vault.openForTenant(ownerId, ownPlace(key), sealed)
  if (opened === null) throw new Error('a kept answer does not open')
  return JSON.parse(opened) as KeptAnswer
}
