import { earFor } from '../listen-for.ts'

const GROUPS = {
  MINE: '(?:mis datos|mi informacion|mi voz|nuestros datos|mi conversacion)',
  AI: '(?:inteligencia artificial|ia|robots?|maquinas?|asistentes? automatic[oa]s?)',
  USE: 'usen|use|usar|utilicen|utilice|utilizar|procesen|procese|procesar|traten|trate|tratar|analicen|analice|analizar|recopilen|recopilar|manejen|manejar',
  FILL: 'que|la|el|los|las|esa|ese|una|un|para|a|de|del|con|me|les|le|todos|en|su|sus|se|yo|esta',
}

const INNOCENT = ['no (?:me )?(?:importa|molesta|opongo)(?: \\w+){0,9}|no hay problema(?: \\w+){0,9}']

const ALARMS = [
  '(?:me|nos) (?:opongo|oponemos)(?: (?:{FILL}|al|uso|tratamiento|procesamiento|recopilacion|{USE}|personales))* (?:{MINE}|{AI})',
  'me opongo al (?:tratamiento|procesamiento)',
  '(?:no|nunca|tampoco)(?: (?:{FILL}|quiero|deseo|autorizo|permito|acepto|consiento|doy|permiso))* (?:{USE})(?: (?:{FILL}))* {MINE}',
  '(?:deje|dejen|deja|paren|pare)(?: de)? (?:{USE})(?: (?:{FILL}))* (?:{MINE}|{AI})(?: conmigo)?',
  'no (?:autorizo|acepto|consiento|permito)(?: (?:{FILL}|uso|{USE}))* {AI}',
  '(?:retiro|revoco|retirar|revocar)(?: mi)? consentimiento(?: (?:{FILL}|al))* (?:tratamiento|uso|procesamiento|{USE})',
  'derecho de oposicion',
]

/** That they object to what is done with their data, or to a machine dealing with them. */
export const spanishObjectionEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
