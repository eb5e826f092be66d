import { KEEP_WORDS } from '../deletion-answer.ts'
import type { RequestType } from '../request.ts'
import { capitalised, type Words, type Wording } from './wording.ts'

const RIGHTS: Readonly<Record<RequestType, string>> = {
  access: 'una copia de sus datos',
  delete: 'la eliminación de sus datos',
  correct: 'la corrección de sus datos',
  object: 'que no se usen sus datos',
  restrict: 'que se limite el uso de sus datos',
  portability: 'sus datos en un formato que pueda llevarse',
  optout_all: 'que no se le contacte más',
  optout_marketing: 'que no se le envíe publicidad',
  optout_voice: 'que no se le llame',
  optout_sms: 'que no se le envíen SMS',
  optout_whatsapp: 'que no se le escriba por WhatsApp',
}

const rights = (types: readonly RequestType[]): string =>
  new Intl.ListFormat('es').format(types.map((type) => RIGHTS[type]))

/** `2 de marzo de 2026`. In UTC: nobody is told an hour. */
const day = (atMs: number): string => new Intl.DateTimeFormat('es', { dateStyle: 'long', timeZone: 'UTC' }).format(atMs)

const moment = (atMs: number): string =>
  `${new Intl.DateTimeFormat('es', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(atMs)} (UTC)`

const about = (requestId: string, ...paragraphs: readonly string[]): Words => ({
  subject: `Su solicitud de privacidad ${requestId}`,
  text: [...paragraphs, `El número de su solicitud es ${requestId}.`].join('\n\n'),
})

export const spanish: Wording = {
  unnamed: 'la empresa',
  rights,
  extensionReasons: {
    complex: 'es compleja',
    many_requests: 'han llegado muchas solicitudes',
    records_elsewhere: 'los datos están en manos de otros, a quienes hay que preguntar',
  },
  whyRefused: {
    not_verified: 'No se pudo averiguar si fue usted quien lo pidió.',
    not_found: 'Con los datos que nos dio no se encontró nada de lo que se pueda decir que es suyo.',
    required_by_law: 'Una ley obliga a conservarlo tal como está.',
    legal_claim: 'Se necesita para una reclamación legal.',
    repeated: 'Lo mismo se pidió y se respondió hace poco.',
    rights_of_others: 'Iría en contra de los derechos de otras personas.',
    not_the_controller: 'No es quien decide sobre estos datos.',
    other: 'Pregúntele el motivo.',
  },
  acknowledgement: ({ id, types, dueAtMs }, business) =>
    about(
      id,
      `Hemos recibido su solicitud a ${business}: pide ${rights(types)}.`,
      `${capitalised(business)} la examina y le responderá a más tardar el ${day(dueAtMs)}. Por ahora no tiene que hacer nada; si se necesita algo de usted, se le pedirá.`,
    ),
  extension: ({ id, dueAtMs }, business, reason) =>
    about(
      id,
      `${capitalised(business)} necesita más tiempo para responder a su solicitud. El motivo: ${spanish.extensionReasons[reason]}.`,
      `Tendrá una respuesta a más tardar el ${day(dueAtMs)}.`,
    ),
  completed: ({ id, types }, business) =>
    about(
      id,
      `${capitalised(business)} ha hecho lo que usted pidió (${rights(types)}). Lo que la ley obliga a conservar, como que no se le debe contactar, se conserva solo para eso.`,
    ),
  refused: ({ id }, business, why) =>
    about(
      id,
      `${capitalised(business)} no puede hacer lo que usted pidió. ${why} Puede reclamar ante su autoridad de protección de datos, o pedir a ${business} que lo revise.`,
    ),
  withdrawn: ({ id }) => about(id, 'La solicitud fue retirada. No se hace nada más al respecto.'),
  expired: ({ id }) =>
    about(
      id,
      'No pudimos averiguar si fue usted quien lo pidió, así que no se hizo nada. Puede pedirlo otra vez cuando quiera.',
    ),
  deletionNotice: (requestId, business, startsAtMs) =>
    about(
      requestId,
      `Se pidió a ${business} que elimine lo que guarda sobre usted. Se hará después del ${moment(startsAtMs)} y no se puede deshacer.`,
      'Si no lo pidió usted, o ha cambiado de opinión, responda antes a este correo con «retiro mi solicitud».',
    ),
  deletionText: (business) =>
    `${business}: alguien nos pidió eliminar lo que guardamos sobre usted. Se hará dentro de 24 horas y no se podrá deshacer. Si no fue usted, responda antes a este mensaje: ${KEEP_WORDS.es}`,
  deletionKept: (business) => `${business}: gracias. No se elimina nada: lo que guardamos sobre usted queda como está.`,
  deletionHeld: (business) =>
    `${business}: gracias. Por ahora no se elimina nada. Una persona de aquí lee antes su mensaje y después le pregunta qué se debe hacer.`,
  calledOff: (requestId) =>
    about(requestId, 'La solicitud se ha retirado, como nos escribió. No se hace nada más al respecto.'),
  codeMail: ({ id, types, business, code }) => ({
    subject: `Su solicitud de privacidad ${id}`,
    text: `Alguien pidió a ${business}, en nombre de usted, ${rights(types)}. Si fue usted, dígalo en la página de abajo en el plazo de un día, o responda a este correo con el código ${code} en 10 minutos. Si no fue usted, no haga nada: así no se entrega ni se elimina nada.`,
  }),
  codeText: ({ types, business, code }, isStopped) =>
    `${business}: ${code} es su código. Alguien nos pidió, en nombre de usted, ${rights(types)}. Vale 10 minutos. Si no fue usted, no se lo diga a nadie.${isStopped ? ' No recibirá más mensajes.' : ''}`,
  stopped: (business) =>
    `Como se pidió por correo, no recibirá más mensajes ni llamadas de ${business}. Si no lo pidió usted, díganoslo.`,
  exportReady: (business, link, endsAtMs) => ({
    subject: `Los datos que ${business} guarda sobre usted`,
    text: `Lo que ${business} guarda sobre usted está listo. Se puede descargar una sola vez, hasta el ${moment(endsAtMs)}:

${link}

La página pide un código, que le enviamos por otra vía. Si no lo pidió usted, responda a este correo.`,
  }),
  exportCode: (business, code) => ({
    subject: `Un código de ${business}`,
    text: `${business}: ${code} abre la copia de sus datos que pidió. Escríbalo en la página del enlace. Si no la pidió usted, no se lo diga a nadie.`,
  }),
}
