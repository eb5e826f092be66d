import type { Transcribe } from './contract.ts'
import { openai } from './openai/index.ts'
import { workersAi } from './workers-ai/index.ts'

/** Who can write down what was recorded. A new one is a folder here and a line in this list. */
export const transcribes: readonly Transcribe[] = [openai, workersAi]
