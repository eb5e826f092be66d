/** A place where several callers wait for each other. */
export interface Meeting {
  /** Resolves when everybody still there has come to `place`. */
  arrive(place: string): Promise<void>
  /** One caller fewer to wait for. */
  leave(): void
}

export function meetingOf(callers: number): Meeting {
  let present = callers
  const places = new Map<string, (() => void)[]>()
  const look = (): void => {
    for (const [place, waiting] of places) {
      if (waiting.length < present) continue
      places.delete(place)
      for (const go of waiting) go()
    }
  }
  return {
    arrive: (place) =>
      new Promise((resolve) => {
        places.set(place, [...(places.get(place) ?? []), resolve])
        look()
      }),
    leave: () => {
      present -= 1
      look()
    },
  }
}
