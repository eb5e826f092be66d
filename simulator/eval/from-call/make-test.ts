import { writeFileSync } from 'node:fs'
import { findTemplate } from '../../../src/agents/templates/index.ts'
import { validateDocument } from '../../../src/agents/validate.ts'
import { runEval } from '../../../src/agents/evals/run-eval.ts'
import { resourcesNamed } from '../../../src/agents/evals/sandbox-desk.ts'
import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { AgentEvalInput } from '../../../src/agents/eval-script.ts'
import { UserError } from '../../cli/user-error.ts'
import type { Telling } from '../evaluate.ts'
import { openModel, type Settings } from '../open-model.ts'
import type { EvalOptions } from '../options.ts'
import { documentIn, subjectsOf } from '../subjects.ts'
import { loadCall } from './call-export.ts'
import { leftovers } from './leftovers.ts'
import { scriptOf } from './script-of.ts'

/**
 * Makes a test of a real call: without personal data, valid, and played once to see how the agent does now.
 *
 * Gives true when it was made, whether it passes or not: a call that went wrong is the better test.
 *
 * @throws UserError when it cannot be made, or anything personal would be left in it; then nothing is written or shown.
 */
export async function makeTest(options: EvalOptions, settings: Settings, telling: Telling): Promise<boolean> {
  const { agent, fromCall, out } = options
  if (agent === null || fromCall === null) throw new UserError('--from-call needs the agent that was called.')
  const [subject] = subjectsOf(agent)
  if (!subject) throw new UserError(`There is no agent ${agent}.`)
  const made = scriptOf(subject.document, await loadCall(fromCall, settings['CARELINE_API_KEY']))
  const left = leftovers(made)
  if (left.length > 0)
    throw new UserError(`Something personal would be left in the script (${left.join(', ')}). Nothing is written.`)
  const { whole, script, document } = withTest(agent, made.script)
  if (out === null) telling.out(JSON.stringify(script, null, 2))
  else writeFileSync(out, `${JSON.stringify(whole, null, 2)}\n`)
  const replaced = made.standIns.length + made.dates.length
  telling.progress(`${replaced} personal words, numbers and dates were replaced; none of the originals is left.`)
  telling.progress(
    'Read it once before you keep it: a name that nobody introduced, and that is a plain word, may stay.',
  )
  if (made.isCut) telling.progress('The call was longer than a script may be: its end is missing.')
  telling.progress(await played(document, options, settings))
  return true
}

/** The document with the script among its tests, as it is written and as it is read. */
function withTest(agent: string, script: AgentEvalInput) {
  const json = findTemplate(agent)?.document ?? documentIn(agent)
  const tests = testsIn(json)
  const same = tests.filter(({ name }) => name?.startsWith(script.name)).length
  const named = { ...script, name: same === 0 ? script.name : `${script.name} (${same + 1})` }
  const whole = { ...Object(json), tests: [...tests, named] }
  const read = validateDocument(whole)
  if (!read.ok) throw new UserError(`The script would not be valid at ${read.error[0]?.pointer ?? '/'}.`)
  return { whole, script: named, document: read.value }
}

function testsIn(json: unknown): readonly { readonly name?: string }[] {
  const { tests } = Object(json) as { tests?: unknown }
  return Array.isArray(tests) ? (tests as { name?: string }[]) : []
}

async function played(document: AgentDocument, options: EvalOptions, settings: Settings): Promise<string> {
  const { provider, model } = options
  const opened = openModel(provider, model, settings)
  const script = document.tests.at(-1)
  if (!script) return ''
  const report = await runEval(
    {
      document,
      model: opened.model,
      ...(!opened.answersAtOnce && { vendor: provider }),
      resources: resourcesNamed(document),
      nowMs: Date.now(),
      clock: Date.now,
      signal: AbortSignal.timeout(options.secondsMax * 1_000),
      tokensMax: options.tokensMax,
    },
    script,
  )
  if (report.passed) return `Played on ${provider}, it passes.`
  const missing = report.turns.flatMap((turn) => turn.missing.map((words) => `expected ${words}`))
  return [
    `Played on ${provider}, it does not pass:`,
    ...[...report.failures, ...missing].map((why) => `  ✗ ${why}`),
  ].join('\n')
}
