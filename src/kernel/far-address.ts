/**
 * The address in the setting `name`. What people said is sent in the clear only to a server on
 * the same machine.
 *
 * @throws Error naming the setting, never its value, for anything but a plain https address.
 */
export function farAddress(name: string, given: string, isLocal: boolean): URL {
  const url = URL.canParse(given) ? new URL(given) : null
  const isPlain = url !== null && url.username + url.password + url.search + url.hash === ''
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)
  if (!isPlain || !isSafe) throw new Error(`${name} must be an https address such as https://api.openai.com/v1`)
  return url
}
