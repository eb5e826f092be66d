import * as z from 'zod'
import { CONTACT_CHANNELS, CLASS_OF, PURPOSES, type PurposeClass } from '../../consent/contact.ts'
import { DUTIES } from '../../consent/rules/duties.ts'
import { activeAt } from '../../consent/rules/rules-for.ts'
import { RULES } from '../../consent/rules/rules.ts'
import { sayDuty, sayRule } from '../../consent/rules/say-rule.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { found } from './shape.ts'

const ContactRule = z
  .object({
    object: z.literal('contact_rule'),
    id: z.string().describe('As `rule_ids` of decisions and refusals name it.'),
    says: z.string().describe('What it demands, in words.'),
    jurisdiction: z.string(),
    effective_from: z.string(),
    effective_to: z.string().nullable(),
    in_force: z.boolean(),
    citation: z.string(),
    source: z.string().describe('Where its text was taken from.'),
    as_of: z.string().describe('When that was last looked at.'),
    channels: z.array(z.enum(CONTACT_CHANNELS)),
    purposes: z.array(z.enum(PURPOSES)).describe('What a contact is for that it is about.'),
    waivable: z.boolean().describe('Whether `outreach_settings` may name it, for what sells nothing.'),
    demand: z.record(z.string(), z.unknown()).describe('What it demands: `kind` says of what kind that is.'),
    livemode: z.boolean(),
  })
  .meta({ id: 'ContactRule' })

const purposesOf = (classes: readonly PurposeClass[]) =>
  PURPOSES.filter((purpose) => classes.includes(CLASS_OF[purpose]))

type Row = (typeof RULES)[number] | (typeof DUTIES)[number]

/** Of a rule that holds contacts back its demand; of one that says how they are gone about, its duty. */
const ofKind = (row: Row) =>
  'demand' in row
    ? { says: sayRule(row), purposes: purposesOf(row.classes), demand: { ...row.demand } }
    : { says: sayDuty(row), purposes: PURPOSES, demand: { kind: 'duty', duty: row.duty } }

const contactRule = (row: Row, { nowMs, livemode }: { readonly nowMs: number; readonly livemode: boolean }) => ({
  object: 'contact_rule' as const,
  id: row.id,
  jurisdiction: row.jurisdiction,
  effective_from: row.effectiveFrom,
  effective_to: row.effectiveTo,
  in_force: activeAt(row, nowMs),
  citation: row.citation,
  source: row.source,
  as_of: row.asOf,
  channels: row.channels,
  waivable: row.waivable,
  ...ofKind(row),
  livemode,
})

const ROWS: readonly Row[] = [...RULES, ...DUTIES]

export const contactRules = resource('contact_rules')
  .get(
    '/',
    {
      summary: 'List the rules that contacts are held to',
      description:
        'Every row of law, of a carrier or of a platform that the gate asks, with its source. Besides these, `preference` in a ' +
        'decision is what the person wishes, and `agent` the hours of the agent’s own document.',
      scope: 'read',
      response: listOf(ContactRule),
    },
    ({ ctx }) => wholeList(ROWS.map((row) => contactRule(row, ctx))),
  )
  .get('/:rule', { summary: 'Get a rule', scope: 'read', response: ContactRule }, ({ ctx, params }) =>
    contactRule(
      found(
        ROWS.find(({ id }) => id === params.rule),
        'rule',
      ),
      ctx,
    ),
  )
