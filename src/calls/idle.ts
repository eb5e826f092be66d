/** Silence after the agent has finished speaking, until the caller is prompted. */
export const IDLE_MS = 7_000
