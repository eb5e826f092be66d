import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..', 'src')

/** Calls of the global `fetch`: not a method of that name, not a type, not a word in a comment. */
const REACHES_OUT =
  /(?<![.\w`'])fetch\(|globalThis\.fetch|\bnew WebSocket\(|from 'cloudflare:sockets'|node:(?:http|https|net)\b/

const isComment = (line: string): boolean => /^\s*(\/\/|\*|\/\*)/.test(line)

test('nothing leaves but through the gate: no source besides it reaches for the network', () => {
  const reaching = globSync('**/*.ts', { cwd: SRC })
    .filter((file) => !file.endsWith('.test.ts') && file !== 'egress/leave.ts')
    .flatMap((file) =>
      readFileSync(join(SRC, file), 'utf8')
        .split('\n')
        .filter((line) => REACHES_OUT.test(line) && !isComment(line) && !/async fetch\(request/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    )
  expect(reaching).toEqual([])
})

test('models that are reached by a binding are asked for at the gate too', () => {
  const asking = globSync('**/*.ts', { cwd: SRC }).filter(
    (file) => !file.endsWith('.test.ts') && /\bai\.run\(/.test(readFileSync(join(SRC, file), 'utf8')),
  )
  const folders = new Set<string>(asking.map((file: string) => file.replace(/[^/]+$/, '')))
  expect(folders.size).toBeGreaterThan(2)
  for (const folder of folders) {
    const texts = globSync(`${folder}*.ts`, { cwd: SRC }).map((file) => readFileSync(join(SRC, file), 'utf8'))
    expect(
      texts.some((text) => text.includes('refuseToLeave(')),
      folder,
    ).toBe(true)
  }
})
