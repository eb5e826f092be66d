/** Something wrong with a list of people: at which line of it and in which column; `column` is null for the whole line. */
export interface RowProblem {
  readonly line: number
  readonly column: string | null
  readonly code: string
  readonly detail: string
}

/** Problems told in one answer; all of them are counted. */
export const PROBLEMS_TOLD_MAX = 200

/** Collects what is wrong with a list, within a bound. */
export class RowProblems {
  readonly told: RowProblem[] = []
  count = 0

  add(problems: readonly RowProblem[]): void {
    this.count += problems.length
    this.told.push(...problems.slice(0, Math.max(0, PROBLEMS_TOLD_MAX - this.told.length)))
  }
}
