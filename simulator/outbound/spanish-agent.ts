import { textOf, type Gateway } from '../cli/gateway.ts'
import { UserError } from '../cli/user-error.ts'

/** What a business that speaks Spanish writes down, and not a line more. */
const DOCUMENT = {
  schema: 1,
  name: 'Recepción',
  business: 'Bright Smile Dental',
  languages: { default: 'es-US' },
  hours: { tz: 'America/New_York', weekly: { mo: [['08:00', '17:00']] } },
  opening: {
    greeting: 'Gracias por llamar a Bright Smile Dental. ¿En qué le puedo ayudar?',
    aiDisclosure: 'Hola, soy una inteligencia artificial.',
    recording: { mode: 'announce', line: 'Esta llamada se graba.' },
  },
  skills: {},
}

/** The business's agent whose document is in Spanish, made the first time that it is wanted. Gives its id. */
export async function spanishAgent(gateway: Gateway): Promise<string> {
  const { status, body } = await gateway.ask('POST', '/v1/agents', { document: DOCUMENT }, 'spanish-agent')
  const id = textOf(body['id'])
  if (id === null) throw new UserError(`No agent was made: ${status} ${JSON.stringify(body['errors'] ?? '')}`)
  await gateway.post(`/v1/agents/${id}/publish`, {})
  return id
}
