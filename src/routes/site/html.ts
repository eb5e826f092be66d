import { xmlText } from '../../kernel/xml.ts'

/** Text made safe for HTML, with `code` between backticks set as code. */
export const prose = (text: string): string => xmlText(text).replace(/`([^`]+)`/g, '<code>$1</code>')

/** A value as a reader likes it, made safe. */
export const prettyJson = (value: unknown): string =>
  `<pre tabindex="0"><code>${xmlText(JSON.stringify(value, null, 2))}</code></pre>`

/** A block of program text. It can be reached by keyboard, since it may scroll. */
export const codeBlock = (text: string): string => `<pre tabindex="0"><code>${xmlText(text)}</code></pre>`

/** A table whose cells are HTML already. It scrolls by itself where the page is narrow. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const heads = head.map((cell) => `<th scope="col">${cell}</th>`).join('')
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  return `<div class="scroll" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}
