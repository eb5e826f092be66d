import { fromBase64 } from '../kernel/bytes.ts'

/** A secret that identity tokens are made with. */
export interface Pepper {
  readonly version: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

const PEPPER_BYTES = 32
/** Every look-up is made under each of them. */
const PEPPERS_MAX = 8
const FORM = /^([1-9]\d{0,3}):([A-Za-z0-9+/]+=*)$/

/**
 * The peppers of the setting `LOOKUP_PEPPERS`, newest first: `2:BASE64,3:BASE64`, of 32 bytes each. Version 1 is made of the first
 * root key, and among them only once that has gone. Null when it is malformed.
 */
export function readPeppers(setting: string): readonly Pepper[] | null {
  if (setting.trim() === '') return []
  const peppers: Pepper[] = []
  for (const part of setting.split(',')) {
    const [, version = '', secret = ''] = FORM.exec(part.trim()) ?? []
    const bytes = fromBase64(secret)
    if (bytes?.length !== PEPPER_BYTES) return null
    peppers.push({ version: Number(version), bytes })
  }
  const versions = new Set(peppers.map(({ version }) => version))
  if (versions.size < peppers.length || peppers.length > PEPPERS_MAX) return null
  return peppers.toSorted((one, other) => other.version - one.version)
}

/** A token says which pepper made it; those of the first say nothing. */
export const tokenUnder = (version: number, digest: string): string =>
  version === 1 ? digest : `p${version}.${digest}`

/** Version of the pepper that made a token. */
export const pepperVersionOf = (token: string): number => Number(/^p(\d+)\./.exec(token)?.[1] ?? 1)
