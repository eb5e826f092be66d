const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const
const TIME = { hour: 'numeric', minute: '2-digit', hour12: true } as const

/** A slot in Spanish, where the clock shows `timeZone`: "el martes, 24 de noviembre a las 10:30 a. m.". */
export function slotInSpanish(atMs: number, timeZone: string): string {
  const [day, time] = [DAY, TIME].map((parts) => new Intl.DateTimeFormat('es-US', { ...parts, timeZone }).format(atMs))
  return `el ${day} ${atTime(time ?? '')}`
}

/** "a las 10:30", "a la 1:30": one o'clock alone is one hour. */
export const atTime = (time: string): string => `${/^0?1(?!\d)/.test(time) ? 'a la' : 'a las'} ${time}`
