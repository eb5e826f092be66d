/** What the carrier's API was asked, and how to let it be the carrier's again. */
export interface PlayedApi {
  readonly asked: string[]
  readonly end: () => void
}

/** The carrier's API as `answer` plays it: `GET /Recordings/….wav`. Everything else goes where it always goes. */
export function playApi(answer: (asked: string) => Response): PlayedApi {
  const asked: string[] = []
  const original = globalThis.fetch
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin !== 'http://127.0.0.1:9') return original(input, init)
    const what = `${init?.method ?? 'GET'} ${url.pathname.replace(/^.*Accounts\/\w+/, '')}`
    asked.push(what)
    return answer(what)
  }) as typeof fetch
  return { asked, end: () => void (globalThis.fetch = original) }
}
