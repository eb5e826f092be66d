import { inject } from 'vitest'

/** How a box answers its next request; `hang` never does, `cut` ends the connection once the request is there. */
export interface Answering {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly hang?: boolean
  readonly cut?: boolean
}

/** A request as a box got it. */
export interface Received {
  readonly method: string
  /** What follows the box's own address, with its query; '' when nothing does. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A customer's server, played by test/run/global-receiver.ts. */
export interface Box {
  readonly url: string
  received(): Promise<readonly Received[]>
  /** One answer a request from now on, the last for all that follow. */
  answers(...answers: readonly Answering[]): Promise<void>
}

/** A server of its own for a test. Answers 204 until told otherwise. */
export function aBox(): Box {
  const [origin, name] = [inject('receiverUrl'), crypto.randomUUID()]
  return {
    url: `${origin}/box/${name}`,
    received: async () => (await fetch(`${origin}/received/${name}`)).json(),
    answers: async (...answers) => {
      await fetch(`${origin}/answers/${name}`, { method: 'PUT', body: JSON.stringify(answers) })
    },
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the boxes of test/run/global-receiver.ts. */
    receiverUrl: string
  }
}
