import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { contextOf } from '../context.ts'
import { knownPerson } from '../people/known-person.ts'
import { changeWishes, type WishesChange } from './change-wishes.ts'
import { NO_PREFERENCES } from './contact.ts'
import { readWishes } from './wishes.ts'

test.each([true, false])(
  'of what is changed in the same moment nothing is undone, known before or not',
  async (isKnown) => {
    const { id: tenantId } = await aTenant()
    const pins = { tenantId, region: 'global', livemode: true, actor: { type: 'system', name: 'test' } } as const
    const ctx = contextOf(env, pins, Date.now())
    const personId = await knownPerson(ctx, { phone: '+12125550142' })
    if (isKnown) await changeWishes(ctx, personId, { lineType: 'landline' })
    const changes: readonly WishesChange[] = [
      { isObjecting: true },
      { preferences: { ...NO_PREFERENCES, language: 'es-US' } },
      { lineTags: ['patient_room'] },
      { whereabouts: { confirmedZone: 'America/Chicago' } },
    ]
    await Promise.all(changes.map((change) => changeWishes(ctx, personId, change)))
    expect(await readWishes(ctx, personId)).toMatchObject({
      isObjecting: true,
      preferences: { language: 'es-US' },
      lineTags: ['patient_room'],
      whereabouts: { confirmedZone: 'America/Chicago' },
      lineType: isKnown ? 'landline' : 'unknown',
    })
  },
)
