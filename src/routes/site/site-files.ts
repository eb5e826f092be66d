import type { Env } from '../../env.ts'
import { textOfPolicy } from '../../policies/policy-texts.ts'
import type { PolicyVersion } from '../../policies/policy-versions.ts'
import { trustDocument, type TrustDocument } from '../../promises/trust-document.ts'

/** The text of a version, word for word. What is deployed finds it stored: `build/` puts stored-site-files.ts in this place. */
export const policyText = (_env: Env, version: PolicyVersion): Promise<string> => Promise.resolve(textOfPolicy(version))

/** What was promised, where it is kept, and how the last run of its tests went. */
export const trust = (_env: Env): Promise<TrustDocument> => Promise.resolve(trustDocument())
