import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetState, holdState, portOfHolder, releaseState } from './state-folder.ts'

const isTaken = async (): Promise<boolean> => false
const isFree = async (): Promise<boolean> => true

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careline-state-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder that is no state is never deleted', () => {
  writeFileSync(join(folder, 'letters.txt'), 'dear')
  expect(forgetState(folder)).toMatch('is not the state of a gateway')
  expect(existsSync(join(folder, 'letters.txt'))).toBe(true)
})

test('a state is forgotten whole, and one that never was is no trouble', () => {
  writeFileSync(join(folder, 'secrets.json'), '{}')
  mkdirSync(join(folder, 'd1'))
  expect(forgetState(folder)).toBeNull()
  expect(existsSync(folder)).toBe(false)
  expect(forgetState(folder)).toBeNull()
})

test('a state is held by a gateway that runs and listens, until it lets go', async () => {
  expect(await portOfHolder(folder, isTaken)).toBeNull()
  holdState(folder, 8787)
  expect(await portOfHolder(folder, isTaken)).toBe(8787)
  expect(await portOfHolder(folder, isFree)).toBeNull()
  releaseState(folder)
  expect(await portOfHolder(folder, isTaken)).toBeNull()
})
