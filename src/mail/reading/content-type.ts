export interface ContentType {
  /** Lower case: `text/plain`. Plain text where nothing is said (RFC 2045, section 5.2). */
  readonly type: string
  /** By name in lower case; the first counts where one is said twice. */
  readonly parameters: ReadonlyMap<string, string>
}

const VALUE_CHARS_MAX = 2_000
const PARAMETER = /;\s*([\w*-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s"]+)/g

/** A Content-Type or Content-Disposition value, read. What is beyond reason long is cut. */
export function readContentType(value: string | null): ContentType {
  const plain = (value ?? '').slice(0, VALUE_CHARS_MAX)
  const type = /^\s*([\w!#$&^.+-]+(?:\/[\w!#$&^.+-]+)?)/.exec(plain)?.[1]?.toLowerCase() ?? 'text/plain'
  const parameters = new Map<string, string>()
  for (const [, name = '', said = ''] of plain.matchAll(PARAMETER)) {
    const key = name.toLowerCase()
    if (!parameters.has(key)) parameters.set(key, said.startsWith('"') ? unquoted(said) : said)
  }
  return { type, parameters }
}

const unquoted = (said: string): string => said.slice(1, -1).replaceAll(/\\(.)/g, '$1')
