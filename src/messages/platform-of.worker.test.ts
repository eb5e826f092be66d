import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { aTenant } from '../../test/api-client.ts'
import { aWhatsAppLine } from '../../test/played-whatsapp.ts'
import { aRow, aWritingPerson } from '../../test/written-thread.ts'
import { dropMessageLines } from './message-line.ts'
import { dropPlatforms, platformOf } from './platform-of.ts'
import { standingOf } from './send-standing.ts'

const POLL = { timeout: 90_000, interval: 50 }

/** Another business claims the line that was given back. */
async function moveLine(line: string, tenantId: string): Promise<void> {
  await env.DB.prepare('UPDATE channels SET tenant_id = ? WHERE claim = ?').bind(tenantId, `whatsapp:${line}`).run()
  dropPlatforms()
  dropMessageLines()
}

test('a line speaks for the business that holds it, and for nobody who held it before', async () => {
  const { line, tenant } = await aWhatsAppLine()
  const next = await aTenant()
  const at = (tenantId: string) =>
    platformOf(env, { tenantId, provider: 'whatsapp', channel: 'whatsapp', line }, Date.now())
  expect([await at(tenant.id), await at(next.id)]).toEqual([expect.anything(), null])
  await moveLine(line, next.id)
  expect([await at(tenant.id), await at(next.id)]).toEqual([null, expect.anything()])
})

test('what still waits in a thread does not go out by the line’s next holder, and leaves that line in peace', async () => {
  const person = await aWritingPerson()
  await person.write('hello')
  await person.reply(1)
  const { tenantId } = person.ctx
  const { id: personId } = (await aRow('SELECT id FROM people WHERE tenant_id = ?', tenantId)) as { id: string }
  const next = { ...person.ctx, tenantId: (await aTenant()).id }
  const { line } = person.line
  await moveLine(line, next.tenantId)
  const sent = await env.THREADS.getByName(personId).send(
    { tenantId, region: 'global', livemode: true, personId },
    {
      channel: 'whatsapp',
      provider: 'whatsapp',
      line,
      to: { phone: `+${person.writer.wa_id}`, userId: null },
      content: { type: 'text', text: 'words of the first business' },
      author: 'api',
    },
  )
  expect(sent).toMatchObject({ ok: true })
  const troubleOf = () => aRow('SELECT code FROM line_troubles WHERE tenant_id = ?', tenantId)
  await vi.waitFor(async () => expect(await troubleOf()).toEqual({ code: 'no_account' }), POLL)
  expect(person.graph.sent).toHaveLength(1)
  const at = { provider: 'whatsapp', line }
  expect(await standingOf(next, personId, at)).toMatchObject({ lineRestsUntilMs: null })
  expect(await standingOf(person.ctx, personId, at)).toMatchObject({ lineRestsUntilMs: expect.any(Number) })
})
