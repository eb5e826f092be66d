import { earFor } from '../listen-for.ts'

const GROUPS = {
  REC: 'grab(?:a|ar|arme|arnos|en|e|es|ando|andome|ado|ada|acion|aciones|an|aran|ara|adora|adoras|arlo|arla)|record|recorded|recording|recorden',
  THIS: 'que|ser|con|para|de|en|a|me|nos|la|las|lo|los|se|esta|este|esten|estar|estado|llamada|llamadas|conversacion|voz|mi|sea|quede|haya|siendo|ni|eso|esto|todo|nada|tengan|tener|hagan|hacer|una|un|ninguna|sin|el|sigan|siga|sus|su|comod[oa]|ya',
}

const INNOCENT = [
  '(?:no|ni|tampoco)(?: (?:me|nos|hay|tengo|tenemos|veo))*(?: (?:importa|molesta|problema|inconveniente|objecion|preocupa))(?: \\w+){0,7} {REC}|(?:no hay|ningun|sin) (?:ningun )?(?:problema|inconveniente)(?: \\w+){0,5} {REC}|{REC}(?: \\w+){0,3} (?:esta bien|no hay problema|de acuerdo)',
  '(?:la|una|esa|su|mi) grabacion(?: \\w+){0,2} (?:dice|decia|dijo|decir|contesta|contesto)|(?:deje|dejar|dejo|deja|oi|oir|escuche|escuchar|salio|sale|contesto|contesta|hablar|hablando|hablo)(?: (?:con|un|una|la|su|mensaje|solo|puro|pura|solamente|nomas|en))* (?:{REC})|(?:mensaje|estudio|musica|disco|podcast|video|cancion)(?: \\w+)? {REC}|{REC} (?:un disco|un video|un podcast|una cancion|en (?:un|el|mi) (?:estudio|memoria|mente|corazon|buzon))|buzon(?: \\w+){0,3} {REC}',
  'no (?:se |me )?grab(?:o|aron|e) (?:bien |el |mi |su )?(?:numero|nombre|mensaje|cita|hora|fecha|direccion)|no (?:se (?:me )?)?grab(?:a|o)\\b',
]

const ALARMS = [
  'no (?:me|nos) (?:vayan? a |vaya a |est[ae]n? |anden? |puede[ns]? |deben? |sigan? )*(?:{REC})|no (?:la |lo |se |los |las |les )?(?:graben|grabes)|no (?:la |lo )?grabe(?= ,|$| (?:esta|la|mi|nada|esto|nuestra)\\b)|no (?:vayan? a|pueden?|puedes|deben?|tienen? (?:mi )?(?:permiso|derecho)|tienes permiso|autori[zc]\\w+|permit\\w+|acept\\w+|consient\\w+|estoy de acuerdo|estoy comod[oa]|me siento comod[oa]|doy|di|he dado|les? doy|les? di|les? he dado)(?: (?:{THIS}|permiso|consentimiento|autorizacion))* (?:{REC})',
  'no (?:quiero|quisiera|deseo|me gusta|me gustaria|me agrada|queremos|pedi|pienso|voy a)(?: (?:permitir|dejar|aceptar|hablar si|seguir si|continuar si))?(?: (?:{THIS}))* (?:{REC})',
  '(?:dej(?:e|en|a|ar|es)|par(?:e|en|a|ar)|deten(?:ga|gan|er)|apag(?:ue|uen|ar|a)|quit(?:e|en|ar|a)|suspend(?:a|an|er)|cancel(?:e|en|ar)|borr(?:e|en|ar|a)|elimin(?:e|en|ar|a)|paus(?:e|en|ar)|desactiv(?:e|en|ar|a)|cort(?:e|en|ar|a)|desconect(?:e|en|ar)|destru(?:ya|yan|ir)|stop)(?: (?:ya|de|la|las|esa|esta|el|su|que|este|esten|estar|me|tu|mi))* (?:{REC})',
  'sin (?:que )?(?:(?:me|nos|se|ser|la|esta|este|esten|llamada|hacer|ninguna|mi|permiso) )*(?:{REC})|(?:{REC})(?: \\w+){0,2} sin (?:mi|nuestro) (?:permiso|consentimiento|autorizacion)|no a la grabacion|(?:^|, )(?:no )?grabacion no(?= ,|$)|(?:^|, )no (?:grabacion|grabaciones|grabar|recording)(?= ,|$)',
  '(?:opongo|niego|rehuso|en contra|objeto|molesta|incomoda|ilegal|prohibo|rechazo)(?: (?:{THIS}))* (?:{REC})|prefiero(?: (?:que|esto|la|esta|llamada|mi|voz))* no(?: (?:{THIS}))* (?:{REC})|(?:quien|cuando)(?: (?:les?|te|yo|dijo|dio))+(?: (?:{THIS}|permiso|pueden|podian|puede))* (?:{REC})|(?:nadie|nunca)(?: (?:me|les?|dio|di|he|dado|dije|pidio|pregunto|acepte|autorice|permiso|si))+(?: (?:{THIS}|podian|pueden|querian?|queria))* (?:{REC})',
  '(?:si|porque|como)(?: (?:me|la|esto|estan?|se|van|a|es|que|llamada|va|ser|esta|nos|sigue[n]?))* (?:{REC})(?: (?:esta|la|llamada|esto|conversacion|mi|,))* (?:entonces |pues |yo |mejor |prefiero )*(?:cuelgo|colgar|voy a colgar|no (?:hablo|quiero|sigo|digo|voy|puedo|acepto|gracias|continuo)|adios|me voy)|(?:dij\\w+|digo|pid\\w+|pedi\\w*|quiero|gustaria|prefiero|prefer\\w+|solicit\\w+|favor)(?: \\w+){0,2} que (?:ya )?no (?:{THIS} )*(?:{REC})|^que no (?:me |se |la |nos )*graben?(?= ,|$| (?:esta|la)\\b)',
  'no consiento(?= ,|$)|no doy (?:mi )?(?:consentimiento|permiso|autorizacion)(?= ,|$)|(?:graban\\w*|grabada|grabad[oa]|grabacion) (?:, )?(?:entonces |pues )?(?:no gracias|no quiero|no acepto|no estoy de acuerdo|no me gusta)',
]

/** That the caller will not be recorded, said in Spanish. A question whether the call is recorded is only a question. */
export const spanishRecordingEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
