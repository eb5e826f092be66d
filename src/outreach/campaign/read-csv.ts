/** A line of a file of comma-separated values; `line` counts from 1, as an editor does. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
  /** A quote that is not closed, or stands where none may. */
  readonly isBroken: boolean
}

/** Longer than any list of people has a line: what is longer is no such list. */
const ROW_CHARS_MAX = 8_192
/** More cells than any list has; what follows is not kept. */
const ROW_CELLS_MAX = 200

/** Takes text in pieces and gives the rows that are whole: RFC 4180, with any line end. Holds no more than one row. */
export class CsvReader {
  readonly #separator: string
  #cells: string[] = []
  #cell = ''
  #isQuoted = false
  /** The quote just read may end the cell, or be the first of two. */
  #isAfterQuote = false
  #isBroken = false
  #chars = 0
  #line = 1
  #startsAt = 1
  #isAfterReturn = false

  /** @param separator  `,`, `;` or a tab: see {@link separatorOf}. */
  constructor(separator: string) {
    this.#separator = separator
  }

  /** The rows that `text` completes. */
  read(text: string): CsvRow[] {
    const rows: CsvRow[] = []
    for (const char of text) {
      const row = this.#take(char)
      if (row !== null) rows.push(row)
    }
    return rows
  }

  /** The last row, where the file does not end with a line end. */
  end(): CsvRow | null {
    if (this.#isQuoted && !this.#isAfterQuote) this.#isBroken = true
    const isNothing = this.#cells.length === 0 && this.#cell === '' && !this.#isQuoted
    return isNothing ? null : this.#row()
  }

  #take(char: string): CsvRow | null {
    const isSecondOfEnd = char === '\n' && this.#isAfterReturn
    this.#isAfterReturn = char === '\r'
    if (isSecondOfEnd) return null
    const isEnd = char === '\n' || char === '\r'
    if (isEnd) this.#line += 1
    if (this.#isQuoted && !this.#isAfterQuote) {
      if (char === '"') this.#isAfterQuote = true
      else this.#add(isEnd ? '\n' : char)
      return null
    }
    return this.#outside(char, isEnd)
  }

  #outside(char: string, isEnd: boolean): CsvRow | null {
    if (isEnd) return this.#row()
    if (char === this.#separator) {
      this.#endCell()
      return null
    }
    if (char !== '"') {
      // Only white space may follow a cell in quotes.
      if (this.#isAfterQuote && char.trim() !== '') this.#isBroken = true
      else if (!this.#isAfterQuote) this.#add(char)
      return null
    }
    if (this.#isAfterQuote) {
      this.#isAfterQuote = false
      this.#add('"')
    } else if (this.#cell.trim() === '') {
      this.#cell = ''
      this.#isQuoted = true
    } else this.#add('"')
    return null
  }

  #add(char: string): void {
    this.#chars += 1
    if (this.#chars > ROW_CHARS_MAX) this.#isBroken = true
    else this.#cell += char
  }

  #endCell(): void {
    if (this.#cells.length < ROW_CELLS_MAX) this.#cells.push(this.#isQuoted ? this.#cell : this.#cell.trim())
    else this.#isBroken = true
    this.#cell = ''
    this.#isQuoted = false
    this.#isAfterQuote = false
  }

  #row(): CsvRow {
    this.#endCell()
    const row = { line: this.#startsAt, cells: this.#cells, isBroken: this.#isBroken }
    this.#cells = []
    this.#isBroken = false
    this.#chars = 0
    this.#startsAt = this.#line
    return row
  }
}

/** What separates the cells of a file, as its first line has it. */
export function separatorOf(head: string): string {
  const line = head.split(/[\r\n]/, 1)[0] ?? ''
  const counts = [',', ';', '\t'].map((separator) => [separator, line.split(separator).length] as const)
  return counts.toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? ','
}
