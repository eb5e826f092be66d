import { appendAudit, type AppendOptions, type AuditEntry } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { platformChain } from '../incidents/incident.ts'
import type { LegalProcess } from './legal-process.ts'

type Gag = Pick<LegalProcess, 'gagged' | 'controllerToldAtMs'>

/** Whether a court forbade to tell the business of it, and it has not been told since. */
export const isSecret = ({ gagged, controllerToldAtMs }: Gag): boolean => gagged && controllerToldAtMs === null

/** Writes down what was done with a process: in the business's own chain, or in the platform's while the business must not know. */
export async function auditProcess(ctx: Ctx, row: Gag, entry: AuditEntry, options: AppendOptions = {}): Promise<void> {
  const chain = isSecret(row) ? platformChain(ctx) : ctx
  await chain.db.batch([appendAudit(chain, [entry], options)])
  await sealAuditQuietly(chain)
}
