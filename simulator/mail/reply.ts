import type { GotMail } from './mail-exchange.ts'

/** The answer of a person to a mail they got, as their mail program writes it. */
export function replyTo(mail: GotMail, from: string, text: string): string {
  return [
    `From: ${from}`,
    `To: ${mail.replyTo ?? mail.from.email}`,
    `Subject: Re: ${mail.subject}`,
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: <reply.${mail.messageId}>`,
    `In-Reply-To: <${mail.messageId}>`,
    `References: <${mail.messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
    `On Mon, Mar 2, 2026 at 10:05 AM Careline <${mail.from.email}> wrote:`,
    ...(mail.text ?? '').split('\n').map((line) => `> ${line}`),
    '',
  ].join('\r\n')
}

/** The code that a text or a mail tells. */
export const codeIn = (texts: readonly string[]): string | null =>
  texts.flatMap((text) => /\b(\d{6,8})\b/.exec(text)?.[1] ?? []).at(-1) ?? null
