const DEPTH_MAX = 20

/**
 * A structured header value with a space for each comment and `""` for each quoted string, or null where one does not close.
 *
 * What somebody else may write (a reason, an address) can hold any words, `dmarc=pass` among them: it must be gone before
 * words are looked for. Escapes count in both. One pass.
 */
export function withoutComments(value: string): string | null {
  let text = ''
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === ')') return null
    const end = char === '"' ? quoteEnd(value, at) : char === '(' ? commentEnd(value, at) : at
    if (end === null) return null
    text += char === '"' ? '""' : char === '(' ? ' ' : char
    at = end
  }
  return text
}

function quoteEnd(value: string, startAt: number): number | null {
  for (let at = startAt + 1; at < value.length; at++) {
    if (value.charAt(at) === '"') return at
    if (value.charAt(at) === '\\') at++
  }
  return null
}

/** Comments hold comments. */
function commentEnd(value: string, startAt: number): number | null {
  let depth = 0
  for (let at = startAt; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '\\') at++
    depth += char === '(' ? 1 : char === ')' ? -1 : 0
    if (depth === 0) return at
    if (depth > DEPTH_MAX) return null
  }
  return null
}
