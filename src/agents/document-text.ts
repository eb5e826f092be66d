import * as z from 'zod'

const Words = z.string().min(1).max(2000)

/** One text for every language, or one per BCP 47 tag. */
export const Text = z.union([Words, z.record(z.string(), Words)])
