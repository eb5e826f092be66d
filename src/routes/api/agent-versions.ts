import * as z from 'zod'
import { draftOf, findAgent } from '../../agents/agent.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import { runEval, type EvalReport } from '../../agents/evals/run-eval.ts'
import { listResources } from '../../agents/make-resources.ts'
import { findVersion, listVersions, restoreVersion, VERSIONS_MAX, type Version } from '../../agents/versions.ts'
import { OUTCOMES } from '../../calls/call.ts'
import type { Ctx } from '../../context.ts'
import { embedded } from '../../providers/llm/embedded/index.ts'
import { agentObject, AgentObject, Document } from './agent-object.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { found, oneWrong, time, Time } from './shape.ts'

const VersionSummary = z
  .object({
    object: z.literal('agent_version'),
    id: z.string(),
    agent_id: z.string(),
    version: z.number().int(),
    published_at: Time,
  })
  .meta({ id: 'AgentVersionSummary' })

const VersionObject = z.object({ ...VersionSummary.shape, document: Document }).meta({ id: 'AgentVersion' })

/** `agt_…@7`, as calls remember it. */
const versionSummary = (agentId: string, { version, publishedAtMs }: Version) => ({
  object: 'agent_version' as const,
  id: `${agentId}@${version}`,
  agent_id: agentId,
  version,
  published_at: time(publishedAtMs),
})

const Numbered = z.strictObject({
  id: z.string(),
  n: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})

const TestRequest = z.strictObject({
  version: z.union([z.literal('draft'), z.int().min(1)]).default('draft'),
  names: z.array(z.string()).max(200).optional().describe('Only the tests of these names.'),
})

const TestReport = z
  .object({
    object: z.literal('agent_test'),
    agent_id: z.string(),
    version: z.union([z.literal('draft'), z.number().int()]),
    passed: z.number().int(),
    failed: z.number().int(),
    results: z.array(
      z.object({
        name: z.string(),
        passed: z.boolean(),
        turns: z.array(
          z.object({
            say: z.string().nullable().describe('Null for a silence.'),
            reply: z.string(),
            expected: z.array(z.string()),
            missing: z.array(z.string()),
            unwanted: z.array(z.string()).describe('What the reply had and never should.'),
          }),
        ),
        outcome: z.enum(OUTCOMES).nullable(),
        ended: z.string().describe('How the talk ended; `open` when it had not.'),
        tools_called: z.array(z.string()),
        calls: z
          .array(z.object({ tool: z.string(), arguments: z.record(z.string(), z.unknown()), ok: z.boolean() }))
          .describe('Every tool that was called, with what, and whether it did what it is for.'),
        failures: z.array(z.string()).describe('What the whole talk should have come to and did not.'),
        error: z.string().optional().describe('The first of `failures`.'),
      }),
    ),
  })
  .meta({ id: 'AgentTest' })

const resultOf = ({ name, passed, turns, outcome, ended, toolsCalled, calls, failures, error }: EvalReport) => ({
  name,
  passed,
  turns,
  outcome,
  ended,
  tools_called: toolsCalled,
  calls: calls.map(({ tool, args, ok }) => ({ tool, arguments: args, ok })),
  failures,
  ...(error !== undefined && { error }),
})

async function documentToTest(ctx: Ctx, agentId: string, version: 'draft' | number): Promise<AgentDocument> {
  const agent = found(await findAgent(ctx, agentId), 'agent')
  if (version === 'draft') return draftOf(agent)
  const published = await findVersion(ctx, agentId, version)
  if (published === undefined) throw oneWrong('/version', 'unknown', 'There is no such version.')
  return published.document
}

async function runTests(
  ctx: Ctx,
  document: AgentDocument,
  names: readonly string[] | undefined,
): Promise<EvalReport[]> {
  const model = embedded.open({})
  if (model === null) throw new Error('the embedded model cannot be opened')
  const unknown = names?.findIndex((name) => !document.tests.some((test) => test.name === name)) ?? -1
  if (unknown >= 0) throw oneWrong(`/names/${unknown}`, 'unknown', 'The document has no test of this name.')
  const setting = { document, model, resources: await listResources(ctx), nowMs: ctx.nowMs }
  const reports: EvalReport[] = []
  for (const test of document.tests) {
    if (names === undefined || names.includes(test.name)) reports.push(await runEval(setting, test))
  }
  return reports
}

/** What is published of an agent, and what its own tests say of it. Mounted beside the agents themselves. */
export const agentVersions = resource('agents')
  .get(
    '/:id/versions',
    {
      summary: 'List published versions',
      description: `The newest ${VERSIONS_MAX}.`,
      scope: 'read',
      response: listOf(VersionSummary),
    },
    async ({ ctx, params }) => {
      const { id } = found(await findAgent(ctx, params.id), 'agent')
      return wholeList((await listVersions(ctx, id)).map((version) => versionSummary(id, version)))
    },
  )
  .get(
    '/:id/versions/:n',
    { summary: 'Get a published version', scope: 'read', params: Numbered, response: VersionObject },
    async ({ ctx, params }) => {
      const { id } = found(await findAgent(ctx, params.id), 'agent')
      const version = found(await findVersion(ctx, id, params.n), 'version')
      return { ...versionSummary(id, version), document: { ...version.document } }
    },
  )
  .post(
    '/:id/versions/:n/restore',
    {
      summary: 'Make an old version the draft again',
      description: 'It answers calls once it is published, under a new number.',
      scope: 'write',
      params: Numbered,
      response: AgentObject,
    },
    async ({ ctx, params }) => {
      const { id } = found(await findAgent(ctx, params.id), 'agent')
      return agentObject(found(await restoreVersion(ctx, id, params.n), 'version'))
    },
  )
  .post(
    '/:id/test',
    {
      summary: "Run an agent's own tests",
      description:
        'Plays the scripts of the document on the embedded model. Bookings go to a diary of the test’s own, so nobody’s appointments are touched.',
      scope: 'write',
      body: TestRequest,
      response: TestReport,
      example: { version: 'draft' },
    },
    async ({ ctx, params, body }) => {
      const document = await documentToTest(ctx, params.id, body.version)
      const reports = await runTests(ctx, document, body.names)
      const passed = reports.filter((report) => report.passed).length
      const failed = reports.length - passed
      const { version } = body
      return {
        object: 'agent_test' as const,
        agent_id: params.id,
        version,
        passed,
        failed,
        results: reports.map(resultOf),
      }
    },
  )
