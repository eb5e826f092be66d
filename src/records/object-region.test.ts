import { expect, test } from 'vitest'
import { refuseElsewhere } from './object-region.ts'
import { REGIONS } from './region.ts'

test('deployed, an object holds what belongs to its own jurisdiction and nothing else', () => {
  for (const region of REGIONS) {
    for (const jurisdiction of ['eu', 'us', undefined]) {
      const holds = () => refuseElsewhere({ name: 'per_1', jurisdiction }, region, 'cloudflare')
      if ((jurisdiction ?? 'global') === region) expect(holds).not.toThrow()
      else expect(holds, `${region} in ${jurisdiction}`).toThrow('region')
    }
  }
})

test('locally the name says the region', () => {
  expect(() => refuseElsewhere({ name: 'eu/per_1' }, 'eu', 'local')).not.toThrow()
  expect(() => refuseElsewhere({ name: 'per_1' }, 'global', 'local')).not.toThrow()
  for (const name of ['per_1', 'us/per_1']) expect(() => refuseElsewhere({ name }, 'eu', 'local')).toThrow('region')
  expect(() => refuseElsewhere({ name: 'eu/per_1' }, 'global', 'local')).toThrow('region')
})
