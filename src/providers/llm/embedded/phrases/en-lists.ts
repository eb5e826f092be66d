/** "A", "A or B", "A, B or C". */
export const listed = (items: readonly string[], last: 'or' | 'and' = 'or'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`

const PLURAL = /[^s]s$/

/** "a cleaning", "an emergency visit", "braces". */
export function withArticle(name: string): string {
  if (PLURAL.test(name) || /^(?:a|an|the|your|our) /i.test(name)) return name
  return /^(?:[aeio]|u(?!ni|se|ti)|x-)/i.test(name) ? `an ${name}` : `a ${name}`
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
