import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { zoneWhereItIs } from './clock-zone.ts'

const hourIn = (timeZone: string, atMs: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(atMs))

test('at any moment it is day somewhere and night somewhere', () => {
  const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, (moment) => {
      const atMs = moment.getTime()
      const day = hourIn(zoneWhereItIs('day', atMs), atMs)
      const night = hourIn(zoneWhereItIs('night', atMs), atMs)
      expect(day >= 10 && day < 18).toBe(true)
      expect(night >= 22 || night < 6).toBe(true)
    }),
  )
})
