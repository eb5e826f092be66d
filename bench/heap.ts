import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import type { Rig } from './rig.ts'

/** The gateway's isolate, looked into by V8's own protocol. */
export interface Heap {
  /** What of everything that was made during `work` is still held by something after it, KiB. Compiled code does not count. */
  keptOf(work: () => Promise<void>): Promise<number>
  close(): void
}

/** Where something was made, and how much of that is held. */
interface Made {
  readonly selfSize: number
  readonly children: readonly Made[]
}

interface Answer {
  readonly id?: number
  readonly result?: { readonly profile?: { readonly head: Made } }
}

const GATEWAY = '/core:user:careline'
/** An isolate answers when it comes to it, and now and then not at all. */
const ANSWER_MS_MAX = 5_000
const TRIES_MAX = 12
const COLLECT_MS = 1_000
/** So many bytes apart what is made is looked at, on average. */
const SAMPLING_BYTES = 4_096

type Parameters = Readonly<Record<string, number>>

/** Looks into the heap of a rig's gateway. The rig must have been started with `isInspected`. */
export async function openHeap(rig: Rig): Promise<Heap> {
  const socket = new WebSocket(new URL(GATEWAY, await rig.inspectorUrl()).href)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let said = 0
  const say = (method: string, params: Parameters = {}): number => {
    said += 1
    socket.send(JSON.stringify({ id: said, method, params }))
    return said
  }
  return {
    async keptOf(work) {
      say('HeapProfiler.startSampling', { samplingInterval: SAMPLING_BYTES })
      await work()
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        say('HeapProfiler.collectGarbage')
        await wait(COLLECT_MS)
        const answer = await answerTo(socket, say('HeapProfiler.getSamplingProfile'))
        if (answer?.profile === undefined) continue
        say('HeapProfiler.stopSampling')
        return bytesOf(answer.profile.head) / 1024
      }
      throw new Error('the isolate does not say what it holds')
    },
    close: () => socket.terminate(),
  }
}

const bytesOf = ({ selfSize, children }: Made): number =>
  children.reduce((bytes, child) => bytes + bytesOf(child), selfSize)

/** Null where none comes. */
function answerTo(socket: WebSocket, id: number): Promise<Answer['result'] | null> {
  return new Promise((resolve) => {
    const end = (answer: Answer['result'] | null): void => {
      clearTimeout(late)
      socket.off('message', take)
      resolve(answer)
    }
    const take = (data: unknown): void => {
      const answer = JSON.parse(String(data)) as Answer
      if (answer.id === id) end(answer.result ?? null)
    }
    const late = setTimeout(() => end(null), ANSWER_MS_MAX)
    socket.on('message', take)
  })
}
