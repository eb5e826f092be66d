import * as z from 'zod'
import { ModelFailure } from '../contract.ts'
import type { CallPiece } from './read-delta.ts'

/** How models begin that write a call out as text. No sentence for a caller begins like this. */
const BEGINNINGS = ['{', '<tool_call>', '<|python_tag|>'] as const
const WRITTEN_CHARS_MAX = 16 * 1024

const Arguments = z.union([z.string(), z.record(z.string(), z.unknown())]).nullish()
const Named = z.object({ name: z.string().min(1), parameters: Arguments, arguments: Arguments })
const Written = z.union([Named, z.object({ function: Named }).transform((call) => call.function)])

/** Keeps a call that a model has written out from being said. */
export interface WrittenCallFilter {
  /** What of `text` may be said now. */
  push(text: string): string
  /** The call that was written, or none. Throws a ModelFailure when what was held is neither call nor speech. */
  finish(): readonly CallPiece[]
}

/** Smaller models at times write `{"name": …, "parameters": …}` where they should call. It is a call all the same. */
export function createWrittenCallFilter(): WrittenCallFilter {
  let held = ''
  let state: 'before' | 'writing' | 'saying' = 'before'

  function begin(): void {
    const start = held.trimStart()
    if (BEGINNINGS.some((beginning) => start.startsWith(beginning))) state = 'writing'
    else if (!BEGINNINGS.some((beginning) => beginning.startsWith(start))) state = 'saying'
  }

  return {
    push(text) {
      held += text
      if (state === 'before') begin()
      if (held.length > WRITTEN_CHARS_MAX && state === 'writing') throw new ModelFailure('malformed')
      if (state !== 'saying') return ''
      const said = held
      held = ''
      return said
    },
    finish: () => (state === 'writing' ? [callIn(held)] : []),
  }
}

function callIn(text: string): CallPiece {
  const json = text.slice(text.indexOf('{')).replace(/\s*<\/tool_call>\s*$/, '')
  const read = Written.safeParse(parsed(json))
  if (!read.success) throw new ModelFailure('malformed')
  const { name, parameters, arguments: args } = read.data
  return { index: null, id: null, name, args: parameters ?? args ?? {} }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
