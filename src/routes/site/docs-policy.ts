import { toBase64, utf8 } from '../../kernel/bytes.ts'
import { sha256 } from '../../kernel/digest.ts'

const STYLE = /<style>([^]*?)<\/style>/

/**
 * The content security policy of a page: its own style, by hash, and nothing else from anywhere.
 *
 * @param forms  where its forms may be sent, `'none'` or `'self'`.
 */
export async function docsPolicy(page: string, forms: "'none'" | "'self'" = "'none'"): Promise<string> {
  const hash = toBase64(await sha256(utf8(STYLE.exec(page)?.[1] ?? '')))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`
}
