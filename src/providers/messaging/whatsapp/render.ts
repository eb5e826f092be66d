import { err, ok, type Result } from '../../../kernel/result.ts'
import type { MediaKind, Outgoing } from '../../../messages/message.ts'
import type { SendOrder } from '../contract.ts'

type OutgoingOf<T extends Outgoing['type']> = Extract<Outgoing, { readonly type: T }>
type Body = Readonly<Record<string, unknown>>

/** Meta's bounds, in characters. What is longer is refused there, so it is refused here, with a name. */
const TEXT_MAX = 4096
const BUTTONS_TEXT_MAX = 1024
const CAPTION_MAX = 1024
const BUTTONS_MAX = 3
const BUTTON_ID_MAX = 256
const BUTTON_TITLE_MAX = 20
const ROWS_MAX = 10
const ROW_ID_MAX = 200
const ROW_TITLE_MAX = 24
const ROW_DESCRIPTION_MAX = 72
const PARAMETER_MAX = 1024
const FILE_NAME_MAX = 240
const CALLBACK_MAX = 512

/**
 * The request that sends `order`, or a word for what Meta would refuse in it. Nothing is cut: the words were chosen, and
 * half of them is something else.
 */
export function renderOrder(order: SendOrder): Result<Body, string> {
  const { to, content, messageId, repliesTo, channel } = order
  if (channel !== 'whatsapp') return err('channel')
  if (messageId.length > CALLBACK_MAX) return err('message_id_too_long')
  const recipient = to.phone !== null ? { to: to.phone } : to.userId !== null ? { recipient: to.userId } : null
  if (recipient === null) return err('no_recipient')
  const rendered = renderContent(content)
  if (!rendered.ok) return rendered
  return ok({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...(repliesTo ? { context: { message_id: repliesTo } } : {}),
    ...rendered.value,
    // There is no key against sending twice: a late status says by this which message it is about.
    biz_opaque_callback_data: messageId,
  })
}

function renderContent(content: Outgoing): Result<Body, string> {
  switch (content.type) {
    case 'text':
      return checked(
        { text: fits(content.text, TEXT_MAX) },
        { type: 'text', text: { preview_url: false, body: content.text } },
      )
    case 'buttons':
      return renderButtons(content)
    case 'list':
      return renderList(content)
    case 'template':
      return renderTemplate(content)
    case 'media':
      return renderMedia(content)
  }
}

function renderButtons({ text, buttons }: OutgoingOf<'buttons'>): Result<Body, string> {
  const reply = buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }))
  const interactive = { type: 'button', body: { text }, action: { buttons: reply } }
  return checked(
    {
      text: fits(text, BUTTONS_TEXT_MAX),
      buttons: buttons.length > 0 && buttons.length <= BUTTONS_MAX,
      button_id: areDistinct(buttons, 'id') && buttons.every(({ id }) => fits(id, BUTTON_ID_MAX)),
      button_title: areDistinct(buttons, 'title') && buttons.every(({ title }) => fits(title, BUTTON_TITLE_MAX)),
    },
    { type: 'interactive', interactive },
  )
}

function renderList({ text, button, rows }: OutgoingOf<'list'>): Result<Body, string> {
  const interactive = { type: 'list', body: { text }, action: { button, sections: [{ rows }] } }
  return checked(
    {
      text: fits(text, TEXT_MAX),
      button: fits(button, BUTTON_TITLE_MAX),
      rows: rows.length > 0 && rows.length <= ROWS_MAX,
      row_id: areDistinct(rows, 'id') && rows.every(({ id }) => fits(id, ROW_ID_MAX)),
      row_title: rows.every(({ title }) => fits(title, ROW_TITLE_MAX)),
      row_description: rows.every(
        ({ description }) => description === undefined || fits(description, ROW_DESCRIPTION_MAX),
      ),
    },
    { type: 'interactive', interactive },
  )
}

function renderTemplate({ name, language, parameters }: OutgoingOf<'template'>): Result<Body, string> {
  const body = { type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }
  return checked(
    {
      template_name: /^[a-z0-9_]{1,512}$/.test(name),
      template_language: /^[a-zA-Z]{2,3}([_-][a-zA-Z]{2,4})?$/.test(language),
      template_parameter: parameters.every((text) => fits(text, PARAMETER_MAX)),
    },
    {
      type: 'template',
      template: {
        name,
        language: { code: language.replace('-', '_') },
        ...(parameters.length > 0 ? { components: [body] } : {}),
      },
    },
  )
}

/** What Meta calls each kind, and whether words may stand below it. */
const MEDIA: Readonly<Record<MediaKind, { readonly type: string; readonly hasCaption: boolean }>> = {
  image: { type: 'image', hasCaption: true },
  video: { type: 'video', hasCaption: true },
  document: { type: 'document', hasCaption: true },
  audio: { type: 'audio', hasCaption: false },
  voice: { type: 'audio', hasCaption: false },
  sticker: { type: 'sticker', hasCaption: false },
}

function renderMedia({ kind, source, text, fileName }: OutgoingOf<'media'>): Result<Body, string> {
  const { type, hasCaption } = MEDIA[kind]
  const named = fileName !== undefined && kind === 'document'
  return checked(
    {
      media_source: 'id' in source ? source.id !== '' : /^https?:\/\//.test(source.url) && URL.canParse(source.url),
      caption: text === '' || (hasCaption && fits(text, CAPTION_MAX)),
      file_name: !named || fits(fileName, FILE_NAME_MAX),
    },
    {
      type,
      [type]: {
        ...('id' in source ? { id: source.id } : { link: source.url }),
        ...(text === '' ? {} : { caption: text }),
        ...(named ? { filename: fileName } : {}),
      },
    },
  )
}

function checked(promises: Readonly<Record<string, boolean>>, body: Body): Result<Body, string> {
  const broken = Object.entries(promises).find(([, holds]) => !holds)
  return broken === undefined ? ok(body) : err(broken[0])
}

/** Something, and not too much of it: Meta counts characters, not their halves. */
const fits = (text: string, charsMax: number): boolean => text.trim() !== '' && [...text].length <= charsMax

const areDistinct = <K extends string>(items: readonly Readonly<Record<K, string>>[], member: K): boolean =>
  new Set(items.map((item) => item[member])).size === items.length
