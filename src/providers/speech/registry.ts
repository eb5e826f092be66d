import type { Speech } from './contract.ts'
import { openaiRealtime } from './openai-realtime/index.ts'
import { workersAi } from './workers-ai/index.ts'

/** The vendors that hear and speak. A new one is a folder here and a line in this list. */
export const speeches: readonly Speech[] = [openaiRealtime, workersAi]
