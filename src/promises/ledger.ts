import { CARECALLER_BUSINESS } from './ledger/carecaller-business.ts'
import { CARECALLER_SERVICE } from './ledger/carecaller-service.ts'
import { CARECALLER_SHARING } from './ledger/carecaller-sharing.ts'
import { MISOCARE_CONDUCT } from './ledger/misocare-conduct.ts'
import { MISOCARE_DATA } from './ledger/misocare-data.ts'
import { MISOCARE_RIGHTS } from './ledger/misocare-rights.ts'
import type { LedgerEntry } from './promise.ts'

/** Every promise of both policies, in their order. */
export const LEDGER: readonly LedgerEntry[] = [
  ...MISOCARE_DATA,
  ...MISOCARE_CONDUCT,
  ...MISOCARE_RIGHTS,
  ...CARECALLER_BUSINESS,
  ...CARECALLER_SERVICE,
  ...CARECALLER_SHARING,
]
