import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { turns } from './turns.ts'

test('whoever must be alone is alone, everybody has a turn, and whoever fails holds up nobody', async () => {
  const plan = fc.array(fc.record({ alone: fc.boolean(), ticks: fc.nat(4), fails: fc.boolean() }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(plan, async (wanted) => {
      const { take } = turns()
      let inside = 0
      let loneInside = false
      const taken = wanted.map(({ alone, ticks, fails }) =>
        take(alone, async () => {
          expect(loneInside || (alone && inside > 0)).toBe(false)
          inside += 1
          loneInside = alone
          for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
          inside -= 1
          loneInside = false
          if (fails) throw new Error('as wanted')
        }),
      )
      const ended = await Promise.allSettled(taken)
      expect(ended.map(({ status }) => status)).toEqual(wanted.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')))
    }),
  )
})
