/** Where a tenant's data lives. `global` is not pinned to a jurisdiction. */
export const REGIONS = ['global', 'eu', 'us'] as const
export type Region = (typeof REGIONS)[number]
