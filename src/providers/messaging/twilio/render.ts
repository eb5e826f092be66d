import { err, ok, type Result } from '../../../kernel/result.ts'
import type { Outgoing } from '../../../messages/message.ts'
import type { SendOrder } from '../contract.ts'
import { wireAddress } from './addresses.ts'
import { OWN_ID } from './read.ts'

const TEXT_CHARS_MAX = 1600
const CONTENT_SID = /^HX[0-9a-fA-F]{32}$/

type Form = Readonly<Record<string, string>>

/** The form that sends `order`, or the word for what Twilio would not take. Nothing is cut. */
export function sendForm(order: SendOrder): Result<Form, string> {
  const to = wireAddress(order.channel, order.to)
  const from = wireAddress(order.channel, { phone: order.line, userId: null })
  if (to === null || from === null) return err('no_address')
  const said = contentForm(order.content)
  if (!said.ok) return said
  return ok({ To: to, From: from, StatusCallback: withOwnId(order.statusUrl, order.messageId), ...said.value })
}

function contentForm(content: Outgoing): Result<Form, string> {
  switch (content.type) {
    case 'text':
      return bodyForm(content.text)
    case 'buttons':
      return bodyForm(inLines(content.text, content.buttons))
    case 'list':
      return bodyForm(numbered(content.text, content.rows))
    case 'template':
      return CONTENT_SID.test(content.name)
        ? ok({ ContentSid: content.name, ContentVariables: variablesOf(content.parameters) })
        : err('no_content_sid')
    case 'media':
      return mediaForm(content)
  }
}

function bodyForm(text: string): Result<Form, string> {
  if (text.trim() === '') return err('empty')
  return text.length > TEXT_CHARS_MAX ? err('too_long') : ok({ Body: text })
}

function mediaForm({ source, text }: Extract<Outgoing, { type: 'media' }>): Result<Form, string> {
  if (!('url' in source)) return err('no_address_of_media')
  if (text.length > TEXT_CHARS_MAX) return err('too_long')
  return ok({ MediaUrl: source.url, ...(text !== '' && { Body: text }) })
}

type Row = Extract<Outgoing, { type: 'list' }>['rows'][number]

/** Buttons in words: Twilio has real ones only in contents that were made beforehand. What they say is what is answered. */
const inLines = (text: string, buttons: readonly { readonly title: string }[]): string =>
  [text, '', ...buttons.map(({ title }) => `- ${title}`)].join('\n')

/** A list in words, where a number is an answer. Without what is said of its rows, where that would be too much. */
function numbered(text: string, rows: readonly Row[]): string {
  const linesOf = (say: (row: Row) => string): string =>
    [text, '', ...rows.map((row, index) => `${index + 1}. ${say(row)}`)].join('\n')
  const whole = linesOf(({ title, description }) => (description === undefined ? title : `${title} (${description})`))
  return whole.length <= TEXT_CHARS_MAX ? whole : linesOf(({ title }) => title)
}

/** Numbered from one, as Twilio names them. */
const variablesOf = (parameters: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(parameters.map((value, index) => [String(index + 1), value])))

/** The address with our id in its query, so that a status tells whose it is even when no answer to the request came. */
function withOwnId(url: string, messageId: string): string {
  const [address = '', fragment] = url.split('#')
  const asked = `${address}${address.includes('?') ? '&' : '?'}${OWN_ID}=${encodeURIComponent(messageId)}`
  return fragment === undefined ? asked : `${asked}#${fragment}`
}
