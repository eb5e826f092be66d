/** How far a mail's sender is proven to whoever receives it. */
export const AUTHENTICATIONS = ['pass', 'weak', 'none'] as const
export type Authentication = (typeof AUTHENTICATIONS)[number]

interface Handed {
  readonly from: string
  readonly to: string
  readonly authentication: Authentication
  readonly atMs: number
}

const RESULTS: Readonly<Record<Authentication, (domain: string) => string>> = {
  pass: (domain) =>
    `dkim=pass header.d=${domain} header.s=s1 header.b=AbCdEf12; dmarc=pass header.from=${domain} policy.dmarc=none; spf=pass (mx.cloudflare.net: domain of ${domain} designates 192.0.2.7 as permitted sender) smtp.mailfrom=${domain}; arc=none`,
  weak: (domain) =>
    `dkim=pass header.d=${domain} header.s=s1 header.b=AbCdEf12; dmarc=none header.from=${domain}; spf=none`,
  none: (domain) =>
    `dkim=none; dmarc=fail header.from=${domain} policy.dmarc=none; spf=softfail smtp.mailfrom=${domain}`,
}

/** Domain of the one address a From line names. */
const domainIn = (raw: string): string =>
  /^from:.*?@([a-z0-9.-]+)/im.exec(raw.slice(0, 64 * 1024))?.[1]?.toLowerCase() ?? 'unknown.invalid'

/** A mail as it arrives: with the lines on top that Cloudflare's mail server and the sender's own put there. */
export function throughMx(raw: string, { from, to, authentication, atMs }: Handed): string {
  const date = new Date(atMs).toUTCString().replace('GMT', '+0000')
  const domain = domainIn(raw)
  const results = `mx.cloudflare.net; ${RESULTS[authentication](domain)}`
  const lines = [
    `Received: from mail.${domain} (192.0.2.7) by cloudflare-email.net (unknown) id simulated for <${to}>; ${date}`,
    'ARC-Seal: i=1; a=rsa-sha256; s=2024; d=cloudflare-email.net; cv=none; b=simulated',
    'ARC-Message-Signature: i=1; a=rsa-sha256; s=2024; d=cloudflare-email.net; c=relaxed/relaxed; h=from:subject; bh=simulated; b=simulated',
    `ARC-Authentication-Results: i=1; ${results}`,
    `Received-SPF: ${authentication === 'pass' ? 'pass' : 'softfail'} (mx.cloudflare.net) receiver=mx.cloudflare.net; client-ip=192.0.2.7; envelope-from="${from}"`,
    `Authentication-Results: ${results}`,
    `Received: by mail.${domain} with ESMTPSA; ${date}`,
  ]
  return `${lines.join('\r\n')}\r\n${raw.replaceAll(/\r?\n/g, '\r\n')}`
}
