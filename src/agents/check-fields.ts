import type { FieldError } from '../kernel/refusal.ts'
import type { AgentField } from './agent-document.ts'
import { pointerTo, type Path } from './document-errors.ts'

const wrong = (path: Path, code: string, detail: string): FieldError => ({ pointer: pointerTo(path), code, detail })

/** What makes no sense in the fields that callers are asked for, each by itself or beside the others. */
export function checkFields(fields: readonly AgentField[], path: Path): FieldError[] {
  const ids = fields.map(({ id }) => id)
  return fields.flatMap((field, index) => {
    const own = [...path, index]
    const repeated = ids.indexOf(field.id) < index
    return [
      ...(repeated ? [wrong([...own, 'id'], 'repeated', 'Two fields have this id.')] : []),
      ...checkReadBack(field, own),
      ...checkDigits(field, own),
      ...(field.sensitive === true ? checkSensitive(field, own) : []),
    ]
  })
}

function checkReadBack(field: AgentField, path: Path): FieldError[] {
  const errors: FieldError[] = []
  if (field.type === 'enum' && !field.options?.length) {
    errors.push(wrong([...path, 'options'], 'missing', 'A field of type "enum" needs its options.'))
  }
  if (field.confirm === 'none' && (field.confirmWhen ?? 'never') !== 'never') {
    const detail = `"confirm" is "none", so nothing is read back; yet "confirmWhen" is "${field.confirmWhen}". Change one.`
    errors.push(wrong([...path, 'confirmWhen'], 'contradicts', detail))
  }
  if (UNREADABLE.has(field.type) && (field.confirmWhen ?? 'never') !== 'never') {
    const detail = `A field of type "${field.type}" is read back at the end only: leave "confirmWhen" out, or say "never".`
    errors.push(wrong([...path, 'confirmWhen'], 'not_supported', detail))
  }
  return errors
}

/** Free words and choices are read back once, at the end of the form. */
const UNREADABLE: ReadonlySet<AgentField['type']> = new Set(['text', 'enum'])

function checkDigits({ type, digits }: AgentField, path: Path): FieldError[] {
  if (digits === undefined) return []
  if (type !== 'number') {
    return [
      wrong([...path, 'digits'], 'not_supported', `Only a field of type "number" is so many digits, and no ${type}.`),
    ]
  }
  const isTurned = digits.min > digits.max
  return isTurned ? [wrong([...path, 'digits', 'max'], 'wrong_order', 'Must not be less than "min".')] : []
}

/** What is made of digits, so that they can be told from the words around them and kept from everybody. */
const MADE_OF_DIGITS: ReadonlySet<AgentField['type']> = new Set(['number', 'phone', 'dob', 'zip'])

function checkSensitive(field: AgentField, path: Path): FieldError[] {
  if (!MADE_OF_DIGITS.has(field.type)) {
    const detail = `Only digits can be kept from the model and the transcript: of types ${[...MADE_OF_DIGITS].join(', ')}.`
    return [wrong([...path, 'sensitive'], 'not_supported', detail)]
  }
  const errors: FieldError[] = []
  if (field.type === 'number' && field.digits === undefined) {
    const detail = 'Say how many digits there are, so that a caller who leaves some out can be told.'
    errors.push(wrong([...path, 'digits'], 'missing', detail))
  }
  if (field.confirm === 'spell') errors.push(wrong([...path, 'confirm'], 'contradicts', UNSAID))
  if ((field.confirmWhen ?? 'never') !== 'never') errors.push(wrong([...path, 'confirmWhen'], 'contradicts', UNSAID))
  if (field.saveTo !== undefined) {
    errors.push(wrong([...path, 'saveTo'], 'contradicts', 'What is sensitive is kept with the call, and nowhere else.'))
  }
  return errors
}

const UNSAID = 'What is sensitive is never read back: whoever stands by would hear it.'
