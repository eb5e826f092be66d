import { existsSync, readFileSync } from 'node:fs'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { runEval, type EvalReport } from '../src/agents/evals/run-eval.ts'
import { resourcesNamed } from '../src/agents/evals/sandbox-desk.ts'
import { findTemplate, templates } from '../src/agents/templates/index.ts'
import { validateDocument } from '../src/agents/validate.ts'
import { embedded } from '../src/providers/llm/embedded/index.ts'

const USAGE = `Usage: npm run eval -- [AGENT] [--verbose]

Runs an agent's own scripted tests on the embedded model, offline. AGENT is a template
(${templates.map(({ slug }) => slug).join(', ')}) or a file with an agent document in JSON; without one, all templates.`

/** What is to be run: a name to print, and a document that may turn out not to be valid. */
interface Subject {
  readonly name: string
  readonly json: unknown
}

function subjectsOf(agent: string | undefined): readonly Subject[] | string {
  if (agent === undefined) return templates.map(({ slug, document }) => ({ name: slug, json: document }))
  const template = findTemplate(agent)
  if (template) return [{ name: template.slug, json: template.document }]
  if (!existsSync(agent)) return `There is no template and no file called ${agent}.`
  try {
    return [{ name: agent, json: JSON.parse(readFileSync(agent, 'utf8')) }]
  } catch {
    return `${agent} is not JSON.`
  }
}

/** Runs every script of one document and prints what came of each. Gives how many failed. */
async function evaluate({ name, json }: Subject, isVerbose: boolean): Promise<number> {
  console.log(`\n${name}`)
  const read = validateDocument(json)
  if (!read.ok) {
    for (const { pointer, detail } of read.error) console.log(`  ✗ ${pointer || '/'}: ${detail}`)
    return read.error.length
  }
  const reports: EvalReport[] = []
  for (const script of read.value.tests) reports.push(await runEval(settingOf(read.value), script))
  for (const report of reports) print(report, isVerbose)
  if (reports.length === 0) console.log('  This agent has no tests.')
  return reports.filter(({ passed }) => !passed).length
}

function settingOf(document: AgentDocument) {
  const model = embedded.open({})
  if (model === null) throw new Error('the embedded model cannot be opened')
  return { document, model, resources: resourcesNamed(document), nowMs: Date.now() }
}

function print({ name, passed, turns, error }: EvalReport, isVerbose: boolean): void {
  console.log(`  ${passed ? '✓' : '✗'} ${name}`)
  if (passed && !isVerbose) return
  for (const { say, reply, missing } of turns) {
    console.log(`      caller: ${say ?? '(silence)'}`)
    console.log(`      agent:  ${reply}`)
    for (const expectation of missing) console.log(`        ✗ expected ${expectation}`)
  }
  if (error !== undefined) console.log(`      ✗ ${error}`)
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE)
    return 0
  }
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--verbose')
  if (unknown !== undefined) {
    console.error(`Unknown option '${unknown}'. See: npm run eval -- --help`)
    return 1
  }
  const subjects = subjectsOf(args.find((arg) => !arg.startsWith('--')))
  if (typeof subjects === 'string') {
    console.error(subjects)
    return 1
  }
  let failed = 0
  for (const subject of subjects) failed += await evaluate(subject, args.includes('--verbose'))
  console.log(failed === 0 ? '\nEverything passed.' : `\n${failed} failed.`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
