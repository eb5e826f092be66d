import type { Miniflare } from 'miniflare'

const MINUTE_MS = 60_000
const EVERY_TEN_MINUTES = '*/10 * * * *'
const EVERY_MINUTE = '* * * * *'

/** Ticks the crons of wrangler.toml by the wall clock, as Cloudflare would. Returns how to stop. */
export function tickCrons(platform: Miniflare): () => void {
  let lastMinute = Math.floor(Date.now() / MINUTE_MS)
  const timer = setInterval(() => {
    const minute = Math.floor(Date.now() / MINUTE_MS)
    if (minute === lastMinute) return
    lastMinute = minute
    void tick(platform, minute)
  }, 1_000)
  return () => clearInterval(timer)
}

async function tick(platform: Miniflare, minute: number): Promise<void> {
  const scheduledTime = new Date(minute * MINUTE_MS)
  try {
    const worker = await platform.getWorker('careline')
    await worker.scheduled({ scheduledTime, cron: EVERY_MINUTE })
    if (minute % 10 === 0) await worker.scheduled({ scheduledTime, cron: EVERY_TEN_MINUTES })
  } catch (error) {
    console.error(`A scheduled run failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}
