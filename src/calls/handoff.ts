/** What we said when the talk ended: why, and for a transfer, where to. */
export function readHandoff(text: string | null): { reason?: string; to?: string } {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    const { reason, to } = value as Record<string, unknown>
    return { ...(typeof reason === 'string' && { reason }), ...(typeof to === 'string' && { to }) }
  } catch {
    return {}
  }
}
