/**
 * The version of the policies that stands: the terms, the privacy policy and the acceptable-use policy together. With a new
 * one every business has to accept again before it reaches out; until then it answers those who write and call.
 */
export const POLICY_VERSION = '2026-01'

/**
 * When it came into force. A business that was opened since has accepted it with that; of the first version that is every one.
 */
export const POLICY_IN_FORCE_AT_MS = Date.UTC(2025, 0, 1)
