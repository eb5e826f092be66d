const REFUSED =
  /\b(?:not|instead of|rather than|(?:any ?(?:one|body)|anything) (?:but|except)|except|other than|(?:dont|do not|didnt) (?:want|like|mean|need)(?: to see)?)(?: with| from)? (?:an? |the |my |dr |doctor )?(?:teeth |dental |hair )?\w+/g

/** "Not a whitening", "anyone but Marcus": the words for what is not wanted, of plain words. */
export const refusedIn = (plain: string): string => plain.match(REFUSED)?.join(' ') ?? ''

/** The words for what is left. */
export const withoutRefused = (plain: string): string => plain.replace(REFUSED, ' ')
