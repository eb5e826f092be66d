type Stop = () => Promise<void>

const running = new Set<Stop>()

/** Registers what must be stopped whatever happens. The function given back stops it, once. */
export function stopAtExit(stop: Stop): Stop {
  const once: Stop = async () => {
    if (running.delete(once)) await stop()
  }
  running.add(once)
  return once
}

/** Stops everything that still runs, the newest first. */
export async function stopEverything(): Promise<void> {
  for (const stop of [...running].toReversed()) {
    try {
      await stop()
    } catch (error) {
      console.error(`Could not be stopped: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
