import type { TransferPerson } from './call-state.ts'

interface Handoff {
  readonly reason?: string
  readonly to?: string
  readonly mode?: TransferPerson['mode']
  readonly digits?: string
}

/** What we said when the talk ended: why, and for a transfer, where to and how. */
export function readHandoff(text: string | null): Handoff {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    const { reason, to, mode, digits } = value as Record<string, unknown>
    return {
      ...(typeof reason === 'string' && { reason }),
      ...(typeof to === 'string' && { to }),
      ...((mode === 'cold' || mode === 'warm') && { mode }),
      ...(typeof digits === 'string' && { digits }),
    }
  } catch {
    return {}
  }
}
