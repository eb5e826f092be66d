import type { Env } from '../../env.ts'
import type { PolicyVersion } from '../../policies/policy-versions.ts'
import type { TrustDocument } from '../../promises/trust-document.ts'
import { readStored } from '../stored-file.ts'

/** The static file of a deployment with the text of a version. */
export const policyFile = ({ line, version }: Pick<PolicyVersion, 'line' | 'version'>): string =>
  `policy-${line}-${version}.txt`

/** The static file with what was promised. */
export const TRUST_FILE = 'trust.json'

/** The text of a version as `build/` stored it. */
export const policyText = (env: Env, version: PolicyVersion): Promise<string> => readStored(env, policyFile(version))

/** What was promised, as `build/` stored it. */
export const trust = async (env: Env): Promise<TrustDocument> =>
  JSON.parse(await readStored(env, TRUST_FILE)) as TrustDocument
