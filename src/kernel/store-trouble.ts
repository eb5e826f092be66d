/** Wrappers around the store's own error: the query builder, the batch, an object's stub. */
const CAUSES_MAX = 6

/** How the platform's stores say that they cannot answer: no room left, overloaded, lost, or just broken for the moment. */
const TROUBLE =
  /SQLITE_FULL|disk is full|exceeded (its storage limit|maximum DB size)|^(D1_ERROR: )?internal error\b|overloaded|network connection lost|caused object to be reset/i

/** Whether `thrown` came of a store in trouble, and not of a mistake of ours. Asking again later may work. */
export function isStoreTrouble(thrown: unknown): boolean {
  let error = thrown
  for (let depth = 0; depth < CAUSES_MAX && error instanceof Error; depth += 1) {
    if (TROUBLE.test(error.message)) return true
    error = error.cause
  }
  return false
}
