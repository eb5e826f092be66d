const QUOTE_DEPTH_MAX = 10

/** Lines of text as they come out of HTML: blanks run together, blocks begin lines, quotations are marked. */
export class TextLines {
  readonly #lines: string[] = []
  #line: string[] = []
  #depth = 0

  write(text: string): void {
    if (text !== '') this.#line.push(text)
  }

  /** Ends the line if there is anything on it. */
  endLine(): void {
    if (this.#line.some((part) => /\S/.test(part))) this.breakLine()
    else this.#line = []
  }

  breakLine(): void {
    const line = this.#line
      .join('')
      .replaceAll(/[\s\u00A0]+/g, ' ')
      .trim()
    // A line that the sender began with the mark of a quotation is still theirs to be read as one.
    this.#lines.push('> '.repeat(this.#depth) + line)
    this.#line = []
  }

  breakParagraph(): void {
    if (this.#lines.at(-1)?.replaceAll('> ', '') !== '') this.breakLine()
  }

  quote(by: 1 | -1): void {
    this.endLine()
    this.#depth = Math.min(Math.max(this.#depth + by, 0), QUOTE_DEPTH_MAX)
  }

  text(): string {
    this.endLine()
    return this.#lines.join('\n').trim()
  }
}
