import { describe, expect, test } from 'vitest'
import { cuesOf, type Cues } from '../../../test/pattern-words.ts'
import { GUARD_RULES } from '../guardrails.ts'
import { cuedRules } from './cues.ts'
import { ENGLISH_CUES } from './english-cues.ts'
import { plainWords } from './plain-words.ts'
import { TONGUES } from './tongues.ts'

/** The alternatives of a pattern that could be matched by words without any of `cues`. */
function unheard(pattern: RegExp, cues: Cues): number {
  const cost = (needed: Cues): number => [...needed].filter((cue) => !cues.has(cue)).length
  return cuesOf(pattern, cost).filter((needed) => needed === null || cost(needed) > 0).length
}

const cuesFor = (text: string): Cues => new Set(text.trim().split(/\s+/))

/** Each rule of each tongue that has an ear for it. */
const HEARD = TONGUES.flatMap(({ name, ears, cues }) =>
  GUARD_RULES.flatMap((rule) => {
    const ear = ears[rule]
    return ear === undefined ? [] : [{ name, rule, ear, cues: cuesFor(cues[rule] ?? '') }]
  }),
)

describe('cues', () => {
  test.each(HEARD)('in $name nothing sets off $rule without one of its cues', ({ ear, cues }) => {
    const missing = ear.alarms.filter((alarm) => unheard(alarm, cues) > 0).map(({ source }) => source)
    expect(missing).toEqual([])
  })

  test.each(HEARD)('the proof for $rule in $name notices when any one of its cues is taken away', ({ ear, cues }) => {
    const needless = [...cues].filter((cue) => {
      const rest = new Set([...cues].filter((other) => other !== cue))
      return ear.alarms.every((alarm) => unheard(alarm, rest) === 0)
    })
    expect(needless).toEqual([])
  })

  test('a pattern is read with its options, sets, repeats and looks', () => {
    const least = (source: string): (readonly string[] | null)[] =>
      cuesOf(new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`), ({ size }) => size).map((cues) =>
        cues === null ? null : [...cues].toSorted(),
      )
    expect(least('heart attack|\\w+ stroke(?! of)')).toEqual([['hear'], ['stro']])
    expect(least('labou?r|colou?r|(?:a|the)? go')).toEqual([['labo'], ['colo'], ['go']])
    expect(least('(?:un|non)[ ]?conscious')).toEqual([['non', 'nonc', 'un', 'unco']])
    expect(least('od(?:ed|s)?')).toEqual([['od', 'oded', 'ods']])
    expect(least('(?:call |text )+me')).toEqual([['me']])
    expect(least('\\w*able|(?: \\w+)*')).toEqual([null, null])
  })

  test('a question about the insurance comes near no rule at all', () => {
    for (const { cues } of TONGUES) expect([...cuedRules(cues, plainWords('Do you take insurance?'))]).toEqual([])
    expect([...cuedRules(ENGLISH_CUES, plainWords('My chest hurts'))]).toContain('emergency')
  })
})
