import { describe, expect, test } from 'vitest'
import { cuesOf, type Cues } from '../../../test/pattern-words.ts'
import { EARS, GUARD_RULES } from '../guardrails.ts'
import { CUES, cuedRules } from './cues.ts'
import { plainWords } from './plain-words.ts'

/** The alternatives of a pattern that could be matched by words without any of `cues`. */
function unheard(pattern: RegExp, cues: Cues): number {
  const cost = (needed: Cues): number => [...needed].filter((cue) => !cues.has(cue)).length
  return cuesOf(pattern, cost).filter((needed) => needed === null || cost(needed) > 0).length
}

const cuesFor = (text: string): Cues => new Set(text.trim().split(/\s+/))

describe('cues', () => {
  test.each(GUARD_RULES)('nothing sets off %s without one of its cues', (rule) => {
    const cues = cuesFor(CUES[rule])
    const missing = EARS[rule].alarms.filter((alarm) => unheard(alarm, cues) > 0).map(({ source }) => source)
    expect(missing).toEqual([])
  })

  test.each(GUARD_RULES)('the proof for %s notices when any one of its cues is taken away', (rule) => {
    const all = cuesFor(CUES[rule])
    const needless = [...all].filter((cue) => {
      const rest = new Set([...all].filter((other) => other !== cue))
      return EARS[rule].alarms.every((alarm) => unheard(alarm, rest) === 0)
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
    expect([...cuedRules(plainWords('Do you take insurance?'))]).toEqual([])
    expect([...cuedRules(plainWords('My chest hurts'))]).toContain('emergency')
  })
})
