/** The carrier's word for a relay that it cannot offer, or not reach. A socket that died is 64105, and no refusal. */
export const isRelayRefused = (errorCode: string | null): boolean =>
  errorCode !== null && /^64\d{3}$/.test(errorCode) && errorCode !== '64105'

/** The carrier did not take the document at all: nothing in it was spoken or begun. */
export const isDocumentRefused = (errorCode: string | null): boolean =>
  errorCode !== null && /^12[12]00$/.test(errorCode)
