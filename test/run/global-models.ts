import type { TestProject } from 'vitest/node'
import { startModelServer } from '../../simulator/models/model-server.ts'

/** The far end of every model in tests: one server, and a stand of its own for each test. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, close } = await startModelServer({ port: 0 })
  project.provide('modelsUrl', url)
  return close
}
