/** A piece of a source, and what is to stand there instead. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly by: string
}

/** `code` with all edits made. Edits within what another edit replaces fall away with it. */
export function edited(code: string, edits: readonly Edit[]): string {
  const outer = edits.filter((edit) => !edits.some((other) => isWithin(edit, other)))
  return outer
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), code)
}

const isWithin = (edit: Edit, other: Edit): boolean =>
  edit !== other && other.start <= edit.start && edit.end <= other.end
