/**
 * A caller's words as they may stand in a prompt.
 *
 * Square brackets are ours: notes from the line are written in them. Angle brackets are the servers' own: `<|im_start|>` in
 * a message is a new message to some of them. Control characters are nobody's.
 */
export const saidText = (text: string): string =>
  text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    // oxlint-disable-next-line no-control-regex -- what no message may hold
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()

/** JSON for a prompt. It may quote a caller, so no server's own marks are left in it. */
export const dataText = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`)

/** A note from the line: what happened, and nobody said. */
export const note = (text: string): string => `[${text}]`
