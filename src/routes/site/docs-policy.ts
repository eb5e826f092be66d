import { toBase64, utf8 } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'

const STYLE = /<style>([^]*?)<\/style>/

/** The content security policy of the documentation page: its own style, by hash, and nothing else from anywhere. */
export async function docsPolicy(page: string): Promise<string> {
  const hash = toBase64(await sha256(utf8(STYLE.exec(page)?.[1] ?? '')))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
