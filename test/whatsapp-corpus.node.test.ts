import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { utf8 } from '../src/kernel/bytes.ts'
import { whatsapp } from '../src/providers/messaging/whatsapp/index.ts'
import { expectSound } from './suites/messaging.ts'

/** Payloads that public projects have received. They are not part of this repository, and need not be there. */
const CORPUS = join(import.meta.dirname, '../../shared/data/whatsapp/inbound')
const files = existsSync(CORPUS) ? readdirSync(CORPUS).sort() : []

const READ_AT_MS = Date.parse('2026-11-22T12:00:00Z')

/** Deliveries that are about no line. */
const TELLS_NOTHING = /"entry":\s*\[\s*\]|^\{\s*"messaging_product":\s*"whatsapp"\s*\}$/

describe.skipIf(files.length === 0)('what others have received', () => {
  test.each(files)('is understood: %s', (file) => {
    const body = readFileSync(join(CORPUS, file), 'utf8').trim()
    const hook = { url: 'https://gateway.example/', method: 'POST', headers: new Headers(), body: utf8(body) }
    const split = whatsapp.split(hook)
    if (!split.ok) throw new Error('unreadable')

    const told = split.value.map((part) => ({ line: part.line, events: whatsapp.read(part.body, READ_AT_MS) }))
    for (const { line, events } of told) for (const event of events) expectSound(event, line)
    expect(told.flatMap(({ events }) => events).length > 0).toBe(!TELLS_NOTHING.test(body))
  })
})
