import * as z from 'zod'
import { changeOutreach } from '../../consent/change-outreach.ts'
import { outreachOf, type Waiver } from '../../consent/outreach-settings.ts'
import { RULES } from '../../consent/rules/rules.ts'
import { refuseFuture } from './contact-fields.ts'
import { resource } from './operation.ts'
import { InstantOrNull, outreachObject, OutreachObject } from './outreach-object.ts'
import { oneWrong } from './shape.ts'

const WAIVERS_MAX = 50
/** Of those that ended, the last ones. */
const ENDED_MAX = 500
const CALLS_PER_SECOND_MAX = 30

const OutreachChange = z
  .strictObject({
    dnc_as_of: InstantOrNull,
    rnd_as_of: InstantOrNull,
    waivers: z
      .array(
        z.strictObject({
          rule_id: z.string().min(1).max(80),
          basis: z.string().trim().min(10).max(500).describe('The legal basis, in words. No names: it is not sealed.'),
        }),
      )
      .max(WAIVERS_MAX)
      .describe('All of them: what you leave out is waived no more.'),
    calls_per_second: z.int().min(1).max(CALLS_PER_SECOND_MAX).describe('What your carrier account may be asked for.'),
  })
  .partial()

/**
 * What stands from now on, and what ended.
 *
 * @throws Refusal invalid for a rule that is not there, or that nobody can go without.
 */
function waiversOf(
  given: readonly { readonly rule_id: string; readonly basis: string }[],
  known: readonly Waiver[],
  nowMs: number,
): readonly Waiver[] {
  const stand = given.map(({ rule_id: ruleId, basis }, index) => {
    const rules = RULES.filter(({ id }) => id === ruleId)
    const pointer = `/waivers/${index}/rule_id`
    if (rules.length === 0) throw oneWrong(pointer, 'unknown_rule', 'There is no such rule.')
    if (!rules.every(({ waivable }) => waivable))
      throw oneWrong(pointer, 'not_waivable', 'Nobody can go without this rule.')
    return (
      known.find((one) => one.ruleId === ruleId && one.basis === basis && one.endedAtMs === undefined) ?? {
        ruleId,
        basis,
        atMs: nowMs,
      }
    )
  })
  const ended = known.filter((one) => !stand.includes(one)).map((one) => ({ endedAtMs: nowMs, ...one }))
  return [...stand, ...ended.slice(-ENDED_MAX)]
}

export const outreachSettings = resource('outreach_settings')
  .get(
    '/',
    { summary: 'Read what binds you before you reach out', scope: 'read', response: OutreachObject },
    async ({ ctx }) => outreachObject(await outreachOf(ctx), ctx.livemode),
  )
  .patch(
    '/',
    {
      summary: 'Say what you looked at, and how fast you call',
      description:
        'When you last held your lists against the registries, the rules that you have a legal basis to go without, and the pace of calls.',
      scope: 'write',
      body: OutreachChange,
      response: OutreachObject,
      example: { dnc_as_of: '2026-03-02T15:04:05Z', calls_per_second: 1 },
    },
    async ({ ctx, body }) => {
      const { dnc_as_of: dncAsOfMs, rnd_as_of: rndAsOfMs, waivers, calls_per_second: callsPerSecond } = body
      refuseFuture('/dnc_as_of', dncAsOfMs, ctx.nowMs)
      refuseFuture('/rnd_as_of', rndAsOfMs, ctx.nowMs)
      const known = waivers === undefined ? [] : (await outreachOf(ctx)).waivers
      const changed = await changeOutreach(ctx, {
        ...(dncAsOfMs !== undefined && { dncAsOfMs }),
        ...(rndAsOfMs !== undefined && { rndAsOfMs }),
        ...(waivers !== undefined && { waivers: waiversOf(waivers, known, ctx.nowMs) }),
        ...(callsPerSecond !== undefined && { callsPerSecond }),
      })
      return outreachObject(changed, ctx.livemode)
    },
  )
