import type { ToldRequest } from './told-request.ts'
import type { Told, Wording } from './wording.ts'

const STATES: Readonly<Record<ToldRequest['status'], string>> = {
  open: 'recibida y todavía sin respuesta',
  received: 'recibida',
  awaiting_identity: 'a la espera del código que enviamos',
  with_business: 'en manos de la empresa',
  waiting: 'empieza pronto y todavía se puede retirar',
  working: 'en curso',
  completed: 'terminada',
  refused: 'denegada',
  withdrawn: 'retirada',
  expired: 'cerrada por falta de respuesta',
}

const day = (atMs: number): string => new Date(atMs).toLocaleDateString('es', { dateStyle: 'long', timeZone: 'UTC' })

const line = ({ id, status, dueAtMs }: ToldRequest): string =>
  `- ${id}: ${STATES[status]}; se responde ${dueAtMs === null ? 'en el plazo que fija la ley' : `a más tardar el ${day(dueAtMs)}`}.`

const to = ({ business }: Told): string => (business === null ? '' : ` a ${business}`)

export const spanish: Wording = {
  hello: 'Hola:',
  goodbye:
    'Esta es una respuesta automática. Si quiere añadir algo, responda en texto sencillo; lo que ningún programa entiende lo lee una persona.',
  subject: (reference) => (reference === null ? 'Su correo' : `Su correo [${reference}]`),
  say: {
    opted_out: ({ business, isAddressed, isCut }) =>
      `${isCut ? 'Los primeros 20 números de teléfono y direcciones' : 'Los números de teléfono y las direcciones'} de su correo ya no serán contactados por ${isAddressed && business !== null ? business : 'ninguna empresa para la que trabajamos y en la que consten'}. Vale desde ahora.${isCut ? ' Escríbanos otra vez para los demás.' : ' No tiene que hacer nada más.'}`,
    requested: (told) =>
      `Tenemos su solicitud${to(told)}. Su referencia es ${told.reference ?? 'la del asunto'} y se responde en el plazo que fija la ley.\n\nAntes de entregar o cambiar nada debemos estar seguros de quién lo pide. Si un teléfono o una dirección que nos dio consta en los datos, se envía ahora un código allí: responda a este correo con ese código, o abra el enlace que llega con él por correo. Hasta entonces no podemos decir a nadie, tampoco a usted, si consta algo.${told.business === null ? '\n\nSi no ha dicho de qué empresa se trata, responda por favor con su nombre.' : ''}`,
    confirmed: () =>
      'Gracias, el código es correcto y su solicitud sigue adelante. Una eliminación empieza dentro de 24 horas. Hasta entonces puede retirarla: responda a este correo con «retiro mi solicitud».',
    not_confirmed: () =>
      'Este código no se pudo usar. Los códigos valen diez minutos, para una sola solicitud y para la dirección que la hizo. Escríbanos otra vez y se envía uno nuevo, si hay adónde enviarlo.',
    not_withdrawn: () =>
      'No encontramos ninguna solicitud que este correo pueda retirar, así que no se detuvo ninguna. Si quiere retirar una, responda por favor al correo en el que le dimos su referencia.',
    status: ({ requests }) =>
      requests.length === 0
        ? 'No hay ninguna solicitud de la que podamos informar a esta dirección.'
        : `Así están sus solicitudes:\n${requests.map(line).join('\n')}`,
    alarm: () => 'Su correo pasa enseguida a una persona de nuestro equipo, que le escribirá directamente.',
    ticket: ({ reference }) =>
      `Tenemos su mensaje${reference === null ? '' : ` (${reference})`}. Alguien le responderá en dos días hábiles.`,
    ask_text: () =>
      'No pudimos leer lo que desea: el correo estaba vacío, era una imagen o estaba cifrado. Escríbalo otra vez, por favor, con palabras sencillas.',
    ask_meaning: () =>
      'Su correo se puede entender de más de una manera, así que todavía no se ha hecho nada. Díganos por favor en una frase qué desea que hagamos.',
    waiting: ({ business }) => `Su correo se ha pasado a ${business ?? 'la empresa a la que va dirigido'}.`,
  },
}
