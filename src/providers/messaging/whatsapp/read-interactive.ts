import type { Content } from '../../../messages/message.ts'
import { idIn, objectOf, textIn, timeIn, wordOf, wordsIn, type Json } from './json-fields.ts'

const TITLE_CHARS_MAX = 256
const FORM_CHARS_MAX = 65_536

/** What was chosen, filled in or answered; null when nothing in it says so, which really happens. */
export function readInteractive(interactive: Json): Content | null {
  const { type } = interactive
  const answer = typeof type === 'string' ? objectOf(interactive[type]) : null
  if (answer === null) return null
  switch (type) {
    case 'button_reply':
      return choice('button', answer)
    case 'list_reply':
      return choice('list', answer)
    case 'nfm_reply':
      return readForm(answer)
    case 'call_permission_reply':
      return readCallPermission(answer)
    default:
      return { type: 'unknown', what: wordOf(type) }
  }
}

/** The button of a template. Its payload is what we gave it; without one its title is all there is. */
export function readTemplateButton(button: Json): Content | null {
  const title = wordsIn(button, 'text', TITLE_CHARS_MAX) ?? ''
  const id = textIn(button, 'payload', TITLE_CHARS_MAX) || title
  return id === '' ? null : { type: 'choice', via: 'template', id, title: title || id }
}

function choice(via: 'button' | 'list', answer: Json): Content | null {
  const title = wordsIn(answer, 'title', TITLE_CHARS_MAX) ?? ''
  const id = textIn(answer, 'id', TITLE_CHARS_MAX) || title
  return id === '' ? null : { type: 'choice', via, id, title: title || id }
}

/** The answers are JSON in a string, and that may be anything. */
function readForm(answer: Json): Content {
  const raw = textIn(answer, 'response_json', FORM_CHARS_MAX) ?? ''
  try {
    return { type: 'form', values: objectOf(JSON.parse(raw)), raw }
  } catch {
    return { type: 'form', values: null, raw }
  }
}

function readCallPermission(answer: Json): Content {
  const granted = idIn(answer, 'response') === 'accept'
  const permanent = granted && answer['is_permanent'] === true
  const expiresAtMs = granted && !permanent ? timeIn(answer, 'expiration_timestamp') : null
  return { type: 'call_permission', granted, permanent, expiresAtMs }
}
