/** A number of the business's at Meta: what messages are sent from and written to. */
export interface OwnLine {
  /** Meta's phone number id. */
  readonly id: string
  /** The messaging account (WABA) it belongs to. */
  readonly accountId: string
  /** As Meta shows it: digits, in groups. */
  readonly displayNumber: string
  readonly verifiedName: string
}

const LINE_PREFIX = '10655501'
const ACCOUNT_PREFIX = '10255501'
const ID_DIGITS = 15

/**
 * The line with this id, where it is one of those that can be had for the asking: `10655501`, three digits for the account,
 * four for the number. The simulated application may use them all.
 */
export function fictionalLine(id: string): OwnLine | null {
  if (!id.startsWith(LINE_PREFIX) || !/^\d+$/.test(id) || id.length !== ID_DIGITS) return null
  const account = id.slice(LINE_PREFIX.length, -4)
  return {
    id,
    accountId: `${ACCOUNT_PREFIX}0000${account}`,
    displayNumber: `1 212-555-${id.slice(-4)}`,
    verifiedName: 'A fictional business',
  }
}

/** Whether the simulated application may use this account. */
export const isFictionalAccount = (accountId: string): boolean =>
  accountId.startsWith(ACCOUNT_PREFIX) && /^\d{15}$/.test(accountId)
