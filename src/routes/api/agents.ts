import * as z from 'zod'
import { draftOf, findAgent, type Agent } from '../../agents/agent.ts'
import { AgentDocument } from '../../agents/agent-document.ts'
import { createAgent, createFromTemplate } from '../../agents/create-agent.ts'
import { documentFrom } from '../../agents/from-template.ts'
import { publishAgent } from '../../agents/publish.ts'
import { templates } from '../../agents/templates/index.ts'
import { updateDraft } from '../../agents/update-draft.ts'
import type { Ctx } from '../../context.ts'
import type { Env } from '../../env.ts'
import { agents as agentTable } from '../../records/agents/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import {
  agentObject,
  AgentObject,
  agentSummary,
  AgentSummary,
  Document,
  sensible,
  wrongDocument,
} from './agent-object.ts'
import { agentTemplates } from './agent-templates.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage, wholeList } from './page.ts'
import { found, Name, oneWrong } from './shape.ts'

const AgentName = z.string().trim().min(1).max(100)

const NewAgent = z
  .strictObject({
    template: z
      .string()
      .optional()
      .describe(`One of ${templates.map(({ slug }) => slug).join(', ')}.`),
    document: AgentDocument.optional().describe('A document of your own, instead of a template.'),
    name: AgentName.optional().describe("By default the document's own."),
    business: Name.optional().describe("The name a template's texts say. By default that of your account."),
  })
  .refine(({ template, document }) => (template === undefined) !== (document === undefined), {
    path: ['template'],
    message: 'Give either a template or a document.',
  })

const AgentChange = z
  .strictObject({ document: AgentDocument.optional(), name: AgentName.optional() })
  .refine(({ document, name }) => document !== undefined || name !== undefined, {
    path: ['document'],
    message: 'Give a document or a name.',
  })

const TemplateObject = z
  .object({
    object: z.literal('agent_template'),
    id: z.string(),
    title: z.string(),
    description: z.string(),
    resources: z
      .array(z.object({ name: z.string(), kind: z.string() }))
      .describe('Made with the agent, where you have none of that name.'),
    document: Document,
  })
  .meta({ id: 'AgentTemplate' })

const PublishedObject = z
  .object({
    object: z.literal('agent_version'),
    agent_id: z.string(),
    version: z.number().int(),
    created: z.boolean().describe('False when the draft was what is published already.'),
  })
  .meta({ id: 'PublishedAgent' })

async function newAgent(
  ctx: Ctx,
  env: Env,
  { template: slug, document, name, business }: z.output<typeof NewAgent>,
): Promise<Agent> {
  if (document !== undefined) return createAgent(ctx, named(sensible(document), name))
  const template = (await agentTemplates(env)).find((one) => one.slug === slug)
  if (template === undefined) throw oneWrong('/template', 'unknown_value', 'There is no such template.')
  const known = business ?? (await findTenant(ctx.directory, ctx.tenantId))?.name ?? template.document.business
  return createFromTemplate(ctx, template, named(documentFrom(template, known), name))
}

const named = (document: AgentDocument, name: string | undefined): AgentDocument =>
  name === undefined ? document : { ...document, name }

export const agents = resource('agents')
  .post(
    '/',
    {
      summary: 'Make an agent',
      description:
        'From a template, or from a document of your own. It answers calls once it is published and a number names it.',
      scope: 'write',
      body: NewAgent,
      response: AgentObject,
      status: 201,
      example: { template: 'dental-clinic', name: 'Front desk' },
    },
    async ({ ctx, body, c }) => agentObject(await newAgent(ctx, c.env, body)),
  )
  .get(
    '/',
    { summary: 'List agents', scope: 'read', query: ListQuery, response: listOf(AgentSummary) },
    ({ ctx, query }) =>
      listPage({ db: ctx.db, table: agentTable, where: ownedBy(ctx, agentTable), query }, agentSummary),
  )
  .get(
    '/templates',
    { summary: 'List agent templates', scope: 'read', response: listOf(TemplateObject) },
    async ({ c }) =>
      wholeList(
        (await agentTemplates(c.env)).map(({ slug, title, description, resources, document }) => {
          return {
            object: 'agent_template' as const,
            id: slug,
            title,
            description,
            resources,
            document: { ...document },
          }
        }),
      ),
  )
  .get('/:id', { summary: 'Get an agent', scope: 'read', response: AgentObject }, async ({ ctx, params }) =>
    agentObject(found(await findAgent(ctx, params.id), 'agent')),
  )
  .patch(
    '/:id',
    {
      summary: "Change an agent's draft",
      description: 'The whole document, or just its name. Calls go on with what is published.',
      scope: 'write',
      body: AgentChange,
      response: AgentObject,
      example: { name: 'Front desk' },
    },
    async ({ ctx, params, body }) => {
      const known = found(await findAgent(ctx, params.id), 'agent')
      const document = body.document === undefined ? draftOf(known) : sensible(body.document)
      const next = named(document, body.name)
      return agentObject(found(await updateDraft(ctx, params.id, next), 'agent'))
    },
  )
  .post(
    '/:id/publish',
    {
      summary: "Publish an agent's draft",
      description:
        'Freezes the draft as the next version and makes its services bookable. Calls remember the version they began with.',
      scope: 'write',
      response: PublishedObject,
    },
    async ({ ctx, params }) => {
      const published = await publishAgent(ctx, found(await findAgent(ctx, params.id), 'agent'))
      if (!published.ok) throw wrongDocument(published.error)
      return { object: 'agent_version' as const, agent_id: params.id, ...published.value }
    },
  )
