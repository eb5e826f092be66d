import type { Llm } from './contract.ts'
import { embedded } from './embedded/index.ts'
import { openai } from './openai/index.ts'
import { workersAi } from './workers-ai/index.ts'

/** The AI models that can lead a conversation. A new one is a folder here and a line in this list. */
export const llms: readonly Llm[] = [embedded, openai, workersAi]
