import type { Category } from '../category.ts'
import { sweepClaims, sweepManifests } from './table.ts'

export const manifestCategory: Category = {
  name: 'manifests',
  what: 'What a sweep deleted: counts and a Merkle root, signed; kept for ever, as the proof that the rest was not.',
  basis: 'legal_obligation',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [sweepManifests, sweepClaims],
  blobPrefixes: [],
}
