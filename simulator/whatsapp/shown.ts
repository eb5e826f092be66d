import type { ShownButton } from '../chat/shown-message.ts'
import type { SendRequest } from './send-request.ts'

type Json = Readonly<Record<string, unknown>>

interface Shown {
  readonly text: string
  readonly buttons: readonly ShownButton[]
}

interface Titled {
  readonly id: string
  readonly title: string
  readonly description?: string
}

/** What the person's phone shows of a message. Templates are filled in by then: see {@link fillTemplate}. */
export function shownOf({ type, body }: SendRequest): Shown {
  switch (type) {
    case 'text':
      return { text: String(body['body']), buttons: [] }
    case 'interactive':
      return interactive(body)
    case 'reaction':
      return { text: String(body['emoji']), buttons: [] }
    case 'location':
      return { text: `[location] ${String(body['name'] ?? '')}`.trim(), buttons: [] }
    default:
      return { text: `[${type}] ${String(body['caption'] ?? body['filename'] ?? '')}`.trim(), buttons: [] }
  }
}

function interactive(body: Json): Shown {
  const text = [body['header'], body['body'], body['footer']]
    .map((part) => (part as Json | undefined)?.['text'])
    .filter((part) => typeof part === 'string')
    .join('\n')
  const action = body['action'] as {
    buttons?: readonly { reply: Titled }[]
    sections?: readonly { rows: readonly Titled[] }[]
  }
  const buttons = (action.buttons ?? []).map(({ reply }) => buttonOf(reply, 'button'))
  const rows = (action.sections ?? []).flatMap((section) => section.rows.map((row) => buttonOf(row, 'row')))
  return { text, buttons: [...buttons, ...rows] }
}

const buttonOf = ({ id, title, description }: Titled, kind: ShownButton['kind']): ShownButton => ({
  id,
  title,
  description: description ?? null,
  kind,
})
