import { Hono } from 'hono/tiny'
import type { Env } from '../../env.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { isPolicyLine, SERVICES, type PolicyLine } from '../../policies/policy-line.ts'
import type { PolicyVersion } from '../../policies/policy-versions.ts'
import { standingVersion, versionsOf } from '../../policies/standing.ts'
import { jsonAnswer, pageAnswer, textAnswer, wants } from './page-answer.ts'
import { changesPage, policyPage } from './policy-page.ts'
import { policyText } from './site-files.ts'

/** The privacy policies: every version at an address of its own, what changed, and which one holds. */
export const policyAnswers = new Hono<{ Bindings: Env }>()

policyAnswers.get('/privacy', (c) => policyAnswer(c.env, c.req.raw, standingVersion('misocare', Date.now())))
policyAnswers.get('/privacy/:line', (c) =>
  policyAnswer(c.env, c.req.raw, standingVersion(lineIn(c.req.param('line')), Date.now())),
)
policyAnswers.get('/privacy/:line/:version', async (c) => {
  const asked = c.req.param('version')
  const version = versionIn(c.req.param('line'), asked.replace(/\.txt$/, ''))
  return asked.endsWith('.txt') ? textAnswer(await policyText(c.env, version)) : policyAnswer(c.env, c.req.raw, version)
})
policyAnswers.get('/privacy/:line/changes/:version', async (c) => {
  const after = versionIn(c.req.param('line'), c.req.param('version'))
  const all = versionsOf(after.line)
  const before = all[all.indexOf(after) - 1]
  if (before === undefined) throw nothing()
  const [old, now] = await Promise.all([policyText(c.env, before), policyText(c.env, after)])
  return pageAnswer(c.req.raw, changesPage({ version: before, text: old }, { version: after, text: now }))
})

policyAnswers.get('/policies', (c) =>
  jsonAnswer({
    object: 'list',
    data: (Object.keys(SERVICES) as PolicyLine[]).map((line) => told(c.env, standingVersion(line, Date.now()))),
  }),
)
policyAnswers.get('/policies/:line', (c) => {
  const line = lineIn(c.req.param('line'))
  const versions = versionsOf(line).map((each) => told(c.env, each))
  return jsonAnswer({ ...told(c.env, standingVersion(line, Date.now())), versions })
})

async function policyAnswer(env: Env, request: Request, version: PolicyVersion): Promise<Response> {
  const text = await policyText(env, version)
  const wanted = wants(request)
  if (wanted === 'text') return textAnswer(text)
  if (wanted === 'json') return jsonAnswer(told(env, version))
  const standing = standingVersion(version.line, Date.now())
  return pageAnswer(request, policyPage({ version, text, all: versionsOf(version.line), standing }))
}

function told({ PUBLIC_URL = '' }: Env, { line, version, sha256, effectiveAtMs }: PolicyVersion) {
  const url = `${PUBLIC_URL.replace(/\/$/, '')}/privacy/${line}/${version}`
  return {
    object: 'policy' as const,
    policy: line,
    name: SERVICES[line].name,
    version,
    sha256,
    effective_at: new Date(effectiveAtMs).toISOString(),
    last_updated: version,
    url,
    text_url: `${url}.txt`,
  }
}

function lineIn(name: string): PolicyLine {
  if (!isPolicyLine(name)) throw nothing()
  return name
}

function versionIn(line: string, name: string): PolicyVersion {
  const found = versionsOf(lineIn(line)).find(({ version }) => version === name)
  if (found === undefined) throw nothing()
  return found
}

const nothing = (): Refusal => new Refusal('not_found', 'There is nothing here.')
