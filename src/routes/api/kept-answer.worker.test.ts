import { expect, test } from 'vitest'
import { ctxAt } from '../../../test/sweep-deps.ts'
import { entomb } from '../../erasure/entomb.ts'
import { newId } from '../../kernel/ids.ts'
import { resolvePerson } from '../../people/resolve.ts'
import { destroyPersonKey } from '../../vault/person-keys.ts'
import { openAnswer, sealAnswer } from './kept-answer.ts'

const ctx = ctxAt(Date.parse('2026-11-24T17:00:00Z'))
const keeper = { ctx, ownerId: ctx.tenantId }

test('an answer that names people opens with the keys of all of them and of no fewer, and one of many is not kept', async () => {
  const ids: string[] = []
  for (const phone of ['+12125550140', '+12125550141', '+12125550142', '+12125550143'])
    ids.push((await resolvePerson(ctx, { phone })).personId)
  const [one = '', two = ''] = ids
  const answer = (...named: readonly string[]) => ({ status: 201, headers: {}, body: JSON.stringify({ named }) })
  const sealed = async (...named: readonly string[]) => sealAnswer(keeper, 'a', answer(...named))

  // Their thread is theirs, and what is nobody's name has no key.
  const named = [[], [one], [two.replace('per_', 'thr_')], ids.slice(0, 3), [newId('per', ctx.nowMs), 'per_minute']]
  const kept = await Promise.all(named.map((some) => sealed(...some)))
  for (const [nth, { sealed: text }] of kept.entries())
    expect(await openAnswer(keeper, 'a', text)).toEqual(answer(...(named[nth] ?? [])))
  const many = await sealed(...ids)
  expect(many.status).toBe(409)
  expect((await openAnswer(keeper, 'a', many.sealed)).body).not.toContain(one)
  const { blobs: _, ...platform } = ctx
  expect((await sealAnswer({ ctx: platform, ownerId: 'operator' }, 'a', answer(one))).status).toBe(409)

  await entomb(ctx, 'ers_1', [two])
  await destroyPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, two)
  const read = await Promise.all(kept.map(({ sealed: text }) => openAnswer(keeper, 'a', text)))
  expect(read.map(({ status }) => status)).toEqual([201, 201, 404, 404, 201])
  expect(read[3]?.body).not.toContain(one)
  // What was still being answered as they went says no more of them.
  expect((await sealed(one, two)).status).toBe(404)
})
