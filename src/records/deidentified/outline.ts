/**
 * How one field of a row is kept when it must not tell of anybody:
 * a word of our own vocabulary, a size to two digits, yes or no, an id as a token that leads nowhere, a time as its year, an age
 * that ends at 90, a ZIP code as its first three digits where enough people live there.
 */
export type Trace =
  | { readonly as: 'word'; readonly words: readonly string[] }
  | { readonly as: 'size' }
  | { readonly as: 'flag' }
  | { readonly as: 'token' }
  | { readonly as: 'year' }
  | { readonly as: 'age' }
  | { readonly as: 'zip' }

/** What of a row may be kept when it is de-identified. Whatever is not named is dropped. */
export interface Outline {
  /** The field whose year is the row's. */
  readonly yearOf: string
  readonly fields: Readonly<Record<string, Trace>>
}
