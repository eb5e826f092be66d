import { stripVTControlCharacters } from 'node:util'
import { relative } from 'node:path'

/** What vitest writes with its JSON reporter, as far as we read it. */
export interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    /** Why a file could not be loaded. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      /** Of a test that passed at its second attempt: why the first did not. */
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** What a reader of the last lines of a long run needs to know of one part of it. */
export interface WentWrong {
  readonly failed: readonly string[]
  readonly needed: readonly string[]
}

/** Lines a message is cut to: the assertion and where it stands. */
const LINES = 6

const short = (message: string | undefined): string =>
  (message ?? 'no message')
    .split('\n')
    .slice(0, LINES)
    .map((line) => `\n           ${line.trim()}`)
    .join('')

/** What failed in a part, and what passed only at its second attempt, each with the file, the name and the first lines of why. */
export function wentWrong({ testResults }: Report, root: string): WentWrong {
  const told = testResults.flatMap((file) =>
    file.assertionResults.map(({ title, status, failureMessages = [] }) => ({
      status,
      isMarked: failureMessages.length > 0,
      text: `${relative(root, file.name)}: ${title}${short(failureMessages[0])}`,
    })),
  )
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return {
    failed: [
      ...told.filter(({ status }) => status === 'failed').map(({ text }) => text),
      ...unloaded.map(({ name, message }) => `${relative(root, name)}: could not be loaded${short(message)}`),
    ],
    needed: told.filter(({ status, isMarked }) => status === 'passed' && isMarked).map(({ text }) => text),
  }
}

/** The errors that belonged to no test, from what a part printed: they fail it without a red test. */
export function unhandledIn(printed: string): string {
  const plain = stripVTControlCharacters(printed)
  const from = plain.search(/Unhandled (Errors?|Rejection)/)
  return from === -1 ? plain.slice(-1500) : plain.slice(from, from + 3000)
}
