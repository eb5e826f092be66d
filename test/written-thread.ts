import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import type { Ctx } from '../src/context.ts'
import { ALWAYS_OPEN } from './always-open.ts'
import type { TestTenant } from './api-client.ts'
import { aLine } from './line.ts'
import {
  aMessageId,
  aText,
  aWhatsAppLine,
  deliver,
  messagesOf,
  type WhatsAppLine,
  type Writer,
} from './played-whatsapp.ts'

/** What Meta was asked to send, as it came. */
export interface SentByMeta {
  readonly id: string
  readonly atMs: number
  readonly body: Readonly<Record<string, unknown>>
  /** What the person reads. */
  readonly text: string
  /** What they can tap. */
  readonly choices: readonly { readonly id: string; readonly title: string }[]
}

interface Interactive {
  readonly body: { readonly text: string }
  readonly action: {
    readonly buttons?: readonly { readonly reply: { readonly id: string; readonly title: string } }[]
    readonly sections?: readonly { readonly rows: readonly { readonly id: string; readonly title: string }[] }[]
  }
}

function readSent(id: string, body: Readonly<Record<string, unknown>>): SentByMeta {
  const interactive = body['interactive'] as Interactive | undefined
  const buttons = interactive?.action.buttons?.map(({ reply }) => reply) ?? []
  const rows = interactive?.action.sections?.flatMap((section) => section.rows) ?? []
  const text = interactive?.body.text ?? (body['text'] as { body?: string } | undefined)?.body ?? ''
  return { id, atMs: Date.now(), body, text, choices: [...buttons, ...rows] }
}

/** Meta's Graph API, as far as a thread asks it: what is sent is taken and kept. */
export interface PlayedGraph {
  readonly sent: SentByMeta[]
  /** Ids of the messages that were marked as read, with an answer being written. */
  readonly typing: string[]
  /** Where a vendor's model is asked in place of the vendor, or null. */
  modelsAt: string | null
}

let outs = 0

export function playedGraph(): PlayedGraph {
  const graph: PlayedGraph = { sent: [], typing: [], modelsAt: null }
  vi.restoreAllMocks()
  const far = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (to, init) => {
    const url = String(to instanceof Request ? to.url : to)
    if (!url.startsWith('http://127.0.0.1:9/') || init?.method !== 'POST')
      return far(graph.modelsAt === null ? to : url.replace('https://api.openai.com/v1', graph.modelsAt), init)
    const body = JSON.parse(String(init.body)) as Record<string, unknown>
    if (body['status'] === 'read') {
      graph.typing.push(String(body['message_id']))
      return Response.json({ success: true })
    }
    const id = `wamid.OUT${(outs += 1)}`
    graph.sent.push(readSent(id, body))
    return Response.json({ messaging_product: 'whatsapp', contacts: [], messages: [{ id }] })
  })
  return graph
}

/** Somebody who writes to a business over WhatsApp. */
export interface WritingPerson {
  readonly ctx: Ctx
  readonly line: WhatsAppLine
  readonly writer: Writer
  readonly graph: PlayedGraph
  readonly phoneNumber: string
  /** Writes one message and gives its id. */
  write(text: string): Promise<string>
  /** Delivers messages of any shape, in one POST. */
  deliver(...messages: readonly Readonly<Record<string, unknown>>[]): Promise<void>
  /** Taps a button that was shown. */
  tap(choice: { readonly id: string; readonly title: string }): Promise<void>
  /** Waits until so many messages were sent, and gives the last. */
  reply(count: number): Promise<SentByMeta>
}

interface Setup {
  readonly change?: (document: AgentDocument) => AgentDocument
  readonly template?: string
}

let people = 100

/** A salon that is always open, and somebody who writes to it. */
export async function aWritingPerson({
  change = (same) => same,
  template = 'salon',
}: Setup = {}): Promise<WritingPerson> {
  const graph = playedGraph()
  const open = (document: AgentDocument): AgentDocument =>
    change({ ...document, hours: { ...document.hours, ...ALWAYS_OPEN } })
  const { ctx, agentId, phoneNumber } = await aLine({ template, change: open })
  const tenant: TestTenant = { id: ctx.tenantId, slug: ctx.tenantId, key: '', testKey: '' }
  const line = await aWhatsAppLine({ tenant, agentId })
  people = people >= 199 ? 100 : people + 1
  const writer: Writer = { wa_id: `12125550${people}` }
  const post = async (...messages: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    const { status } = await deliver([messagesOf(line, [writer], messages)])
    if (status !== 200) throw new Error(`not taken: ${status}`)
  }
  return {
    ctx,
    line,
    writer,
    graph,
    phoneNumber,
    deliver: post,
    async write(text) {
      const message = aText(writer, text)
      await post(message)
      return message.id
    },
    async tap({ id, title }) {
      const { text: _, ...message } = aText(writer, '')
      const reply = { type: 'button_reply', button_reply: { id, title } }
      await post({ ...message, id: aMessageId(), type: 'interactive', interactive: reply })
    },
    async reply(count) {
      await vi.waitUntil(() => graph.sent.length >= count, { timeout: 90_000, interval: 50 })
      const last = graph.sent[count - 1]
      if (last === undefined) throw new Error('nothing was sent')
      return last
    },
  }
}

export const aRow = (sql: string, ...bound: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...bound)
    .first<Record<string, unknown>>()
