import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'

const MIGRATIONS = readdirSync('migrations')
  .filter((name) => name.endsWith('.sql'))
  .toSorted()
const DAY_MS = 86_400_000

const migrate = (db: DatabaseSync, names: readonly string[]): void => {
  for (const name of names) db.exec(readFileSync(`migrations/${name}`, 'utf8'))
}

/** A database as it was when the words lay beside their audio: three voicemails, with what their calls and a business say. */
function before(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  migrate(
    db,
    MIGRATIONS.filter((name) => name < '0010'),
  )
  const recording = db.prepare(
    `INSERT INTO recordings (id, call_id, kind, tenant_id, livemode, person_id, key_subject, blob_key, content_type, plain_bytes,
       sha256, chunk_bytes, carrier_recording_id, transcript_status, sealed_transcript, created_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, 1, ?, 'per_1', 'recordings/x', 'audio/x-wav', 1, '', 1, 'RE1', ?, ?, 0, ?)`,
  )
  const left = (id: string, tenant: string, words: string | null = `sealed ${id}`) =>
    recording.run(`rec_${id}`, `call_${id}`, 'voicemail', tenant, `per_${id}`, words && 'stored', words, 30 * DAY_MS)
  left('a', 'ten_1')
  left('b', 'ten_2')
  left('c', 'ten_1')
  left('d', 'ten_1', null)
  db.exec(`INSERT INTO retention_settings (tenant_id, category, keep_days, updated_at_ms) VALUES ('ten_2', 'transcripts', 7, 0);
    INSERT INTO transcripts (call_id, tenant_id, key_subject, blob_key, turn_count, created_at_ms, expires_at_ms)
      VALUES ('call_c', 'ten_1', 'per_1', 'transcripts/x', 1, 0, ${5 * DAY_MS})`)
  const hold = db.prepare(
    `INSERT INTO holds (id, tenant_id, livemode, person_id, categories, basis, sealed_reason, placed_by, starts_at_ms, ends_at_ms,
       released_at_ms, created_at_ms, expires_at_ms) VALUES (?, 'ten_1', 1, ?, ?, 'litigation', '', '', 0, 1, ?, 0, 1)`,
  )
  hold.run('hold_a', 'per_a', '["recordings"]', null)
  hold.run('hold_all', null, null, null)
  hold.run('hold_other', 'per_d', '["recordings"]', null)
  hold.run('hold_over', 'per_a', '["recordings"]', 1)
  return db
}

test('words that lay beside their audio move as they are sealed, keep no longer than any of it said, and stay held', () => {
  const db = before()
  migrate(
    db,
    MIGRATIONS.filter((name) => name.startsWith('0010')),
  )
  const moved = db.prepare('SELECT * FROM voicemail_words ORDER BY recording_id').all()
  expect(moved.map((row) => [row['recording_id'], row['sealed_words'], Number(row['expires_at_ms']) / DAY_MS])).toEqual(
    [
      ['rec_a', 'sealed a', 30],
      ['rec_b', 'sealed b', 7],
      ['rec_c', 'sealed c', 5],
    ],
  )
  expect(moved[0]).toMatchObject({ call_id: 'call_a', tenant_id: 'ten_1', person_id: 'per_a', key_subject: 'per_1' })
  const holds = db.prepare('SELECT id, categories FROM holds ORDER BY id').all()
  expect(Object.fromEntries(holds.map(({ id, categories }) => [id, categories]))).toEqual({
    hold_a: '["recordings","transcripts"]',
    hold_all: null,
    hold_other: '["recordings"]',
    hold_over: '["recordings"]',
  })
})
