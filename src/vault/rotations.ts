import type { Vault } from './vault.ts'

/** How far a rotation has come in one bucket. An object of R2 beside the keys: it names no person. */
export interface Rotation {
  /** `root`, or the id of the business whose own key was renewed. */
  readonly name: string
  /** The root that wraps and seals now. */
  readonly rootId: string
  /** Names of key objects that it goes through. */
  readonly prefix: string
  /** The last name of this round; null: at its beginning. */
  readonly after: string | null
  readonly rewrapped: number
  readonly resealed: number
  /** Values that open under no root that is known: the rotation does not end with them. */
  readonly closed: number
  readonly isQuiet: boolean
  readonly startedAtMs: number
  readonly doneAtMs: number | null
}

export const ROOT_ROTATION = 'root'
/** Below the keys, where no business and no person is called so. */
const PREFIX = 'keys/_rotations/'
/** Of one region at a time; a finished one of a business is forgotten with the next that begins. */
const PAGE = 500

const nameOf = (name: string): string => `${PREFIX}${name}`

async function read(blobs: R2Bucket, key: string): Promise<Rotation | null> {
  const object = await blobs.get(key)
  return object === null ? null : object.json<Rotation>()
}

/** Notes how far one came, unless it was begun anew meanwhile. */
export async function noteRotation(blobs: R2Bucket, rotation: Rotation): Promise<void> {
  const object = await blobs.get(nameOf(rotation.name))
  const known = object === null ? null : await object.json<Rotation>()
  const isOther = known !== null && known.rootId === rotation.rootId && known.startedAtMs > rotation.startedAtMs
  if (isOther) return
  const onlyIf = object === null ? { etagDoesNotMatch: '*' } : { etagMatches: object.etag }
  await blobs.put(nameOf(rotation.name), JSON.stringify(rotation), { onlyIf })
}

const begun = ({ rootId }: Vault, name: string, prefix: string, nowMs: number): Rotation => ({
  name,
  rootId,
  prefix,
  after: null,
  rewrapped: 0,
  resealed: 0,
  closed: 0,
  isQuiet: true,
  startedAtMs: nowMs,
  doneAtMs: null,
})

/** Has the keys of one business wrapped anew. */
export const beginTenantRotation = (vault: Vault, blobs: R2Bucket, tenantId: string, nowMs: number): Promise<void> =>
  blobs.put(nameOf(tenantId), JSON.stringify(begun(vault, tenantId, `keys/${tenantId}/`, nowMs))).then(() => undefined)

/** All there are, over or not. */
export async function rotations(blobs: R2Bucket): Promise<readonly Rotation[]> {
  const found: Rotation[] = []
  let cursor: string | undefined
  do {
    const page = await blobs.list({ prefix: PREFIX, limit: PAGE, ...(cursor !== undefined && { cursor }) })
    for (const { key } of page.objects) {
      const rotation = await read(blobs, key)
      if (rotation !== null) found.push(rotation)
    }
    cursor = page.truncated ? page.cursor : undefined
  } while (cursor !== undefined)
  return found
}

/** Those that are not over: the one of the root key as soon as there are two root keys, and begun anew with each new one. */
export async function openRotations(vault: Vault, blobs: R2Bucket, nowMs: number): Promise<readonly Rotation[]> {
  const known = await rotations(blobs)
  const root = known.find(({ name }) => name === ROOT_ROTATION)
  const isNew = vault.isRotating && root?.rootId !== vault.rootId
  const others = known.filter(({ name, doneAtMs }) => name !== ROOT_ROTATION && doneAtMs === null)
  if (isNew) return [begun(vault, ROOT_ROTATION, 'keys/', nowMs), ...others]
  return root === undefined || root.doneAtMs !== null || !vault.isRotating ? others : [root, ...others]
}
