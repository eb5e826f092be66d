import type { ToolRoom } from '../../dialogue/tools/tool.ts'

/** A button's title holds so many characters: what WhatsApp takes. */
export const BUTTON_TITLE_CHARS_MAX = 20

/** A slot in a button's few characters: "Tue Nov 24 10:30 AM". */
export function shortSlot(atMs: number, { timeZone, language }: Pick<ToolRoom, 'timeZone' | 'language'>): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  })
  const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes): string => (parts.get(name) ?? '').replace(/\.$/, '')
  const half = part('dayPeriod')
  const day = language.startsWith('en')
    ? `${part('weekday')} ${part('month')} ${part('day')}`
    : `${part('weekday')} ${part('day')} ${part('month')}`
  const onTheHour = half !== '' && part('minute') === '00'
  const clock = `${part('hour')}${onTheHour ? '' : `:${part('minute')}`}${half === '' ? '' : ` ${half}`}`
  return `${day} ${clock}`.slice(0, BUTTON_TITLE_CHARS_MAX)
}
