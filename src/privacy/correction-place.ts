import type { Ctx } from '../context.ts'
import type { Place } from '../vault/seal.ts'

/** Where what stood there before a correction is sealed for. */
export const correctionPlace = ({ tenantId }: Pick<Ctx, 'tenantId'>, correctionId: string): Place => ({
  tenantId,
  table: 'corrections',
  recordId: correctionId,
  field: 'former',
})
