import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../../src/agents/agent-document.ts'
import { runEval } from '../../../src/agents/evals/run-eval.ts'
import { resourcesNamed } from '../../../src/agents/evals/sandbox-desk.ts'
import { templates } from '../../../src/agents/templates/index.ts'
import { validateDocument } from '../../../src/agents/validate.ts'
import { embedded } from '../../../src/providers/llm/embedded/index.ts'
import { personasOf } from '../callers/personas-of.ts'
import { ruleCaller } from '../callers/rule-caller.ts'
import { simulate } from '../callers/simulate.ts'
import { readCallExport } from './call-export.ts'
import { leftovers } from './leftovers.ts'
import { scriptOf } from './script-of.ts'
import { digitsOf } from './stand-ins.ts'

const MONDAY = Date.parse('2026-11-23T15:00:00Z')

describe.each(templates)('calls to $slug', ({ document: json }) => {
  const document = AgentDocument.parse(json)
  const setting = { document, model: embedded.open({})!, resources: resourcesNamed(document), nowMs: MONDAY }

  test.each(personasOf(document, 1, MONDAY))(
    'come to the same as tests, without who called: $title',
    async (persona) => {
      const trial = await simulate(setting, persona, ruleCaller(persona, document, 1))
      const at = new Date(MONDAY).toISOString()
      const turns = trial.turns.flatMap(({ say, reply }) => [
        { speaker: 'caller', text: say, heard_text: null, at },
        { speaker: 'agent', text: reply, heard_text: reply, at },
      ])
      const made = scriptOf(document, readCallExport({ turns, outcome: trial.outcome }))
      expect(leftovers(made)).toEqual([])
      const said = made.script.turns.map(({ say = '' }) => say).join('\n')
      const spoken = trial.turns.map(({ say }) => say).join('\n')
      if (spoken.includes(persona.name)) expect(said).not.toContain(persona.name)
      expect(digitsOf(said)).not.toContain(persona.phone.slice(2))
      const read = validateDocument({ ...json, tests: [made.script] })
      if (!read.ok) throw new Error(JSON.stringify(read.error))
      const report = await runEval({ ...setting, document: read.value }, read.value.tests[0]!)
      expect(report.outcome, JSON.stringify(report, null, 2)).toBe(trial.outcome)
      expect(report.failures).toEqual([])
    },
  )
})
