/**
 * The beginnings of ZIP codes under which no more than 20,000 people live, by the census of 2000, as the Office for Civil Rights
 * lists them in its guidance on de-identification. Later counts are no reason to show more.
 */
export const SPARSE_ZIP3: ReadonlySet<string> = new Set([
  '036',
  '059',
  '063',
  '102',
  '203',
  '556',
  '692',
  '790',
  '821',
  '823',
  '830',
  '831',
  '878',
  '879',
  '884',
  '890',
  '893',
])
