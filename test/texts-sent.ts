import { afterEach } from 'vitest'
import type { AgentDocument } from '../src/agents/agent-document.ts'

const TEXT = 'Sorry we missed you. Shall I find you a time?'

const original = globalThis.fetch
afterEach(() => void (globalThis.fetch = original))

/** The carrier's far end: it takes every text, and has nothing else to say. */
export function textsSent(): Record<string, string>[] {
  const sent: Record<string, string>[] = []
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== 'http://127.0.0.1:9') return original(input, init)
    if (!url.pathname.endsWith('/Messages.json')) return Response.json({ recordings: [] })
    sent.push(Object.fromEntries(new URLSearchParams(String(init?.body))))
    return Response.json({ sid: `SM${String(sent.length).padStart(32, '0')}` }, { status: 201 })
  }) as typeof fetch
  return sent
}

/** A document whose business writes to callers it could not serve. */
export const texting = (document: AgentDocument): AgentDocument => ({
  ...document,
  messages: { missedCall: { text: TEXT, channel: 'sms' } },
})
