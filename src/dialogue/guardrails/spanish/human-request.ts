import { earFor } from '../listen-for.ts'

const GROUPS = {
  A: 'un|una|el|la|al|algun|alguna|su|otro|otra|los|las|de|del|verdad|real|humana|humano|viva|vivo|en|con|buen',
  HUMAN:
    'persona|personas|humano|humana|seres? humanos?|gente|alguien(?: mas)?|representantes?|agentes?|operador|operadora|recepcionista|recepcion|gerente|gerencia|encargad[oa]|supervisora?|manager|jef[ea]|duen[oa]|secretari[oa]|asesora?|ejecutiv[oa]|emplead[oa]|asistente(?! virtual)|servicio al? cliente|atencion al cliente|facturacion|billing|oficina|consultorio|senorita|muchach[oa]|customer service|front desk|representative|operator|human|person|real person|somebody|someone|agent|supervisor|receptionist|responsable',
  CLINICIAN: 'doctora?|dra?|dentista|enfermer[oa]|medic[oa]|higienista|farmaceutic[oa]|nurse|estilista',
  TALK: 'hablar|comunicarme|comunicarnos|platicar|charlar|conversar|comunicacion|contactarme',
  BOT: 'robots?|maquinas?|computadoras?|contestadoras?|grabacion(?:es)?|bots?|ia|inteligencia artificial|sistema(?: automatico)?|programa|asistente virtual|aparato|machine',
}

const INNOCENT = [
  // Asking what it speaks with is a question, and has an honest answer.
  '(?:eres|es|sos|estoy|estas|habla|hablo|hablando|tu eres|suenas?|parece|pareces|sera)(?: (?:hablando|como|con|o|a|que))*(?: (?:{A}|{BOT}|o))* (?:{HUMAN}|{BOT})(?: real| de verdad)?(?: o(?: (?:es|eres|{A}))* (?:{HUMAN}|{BOT}))?',
  '(?:agentes?|representantes?|asesora?) (?:de|del) (?:seguros?|ventas|viajes|bienes raices|la compania|la aseguranza|mi seguro)|(?:soy|mi nombre es \\w+ soy)(?: (?:{A}))* (?:{HUMAN}|{CLINICIAN})|(?:recursos humanos|persona (?:de contacto|mayor|adulta)|por persona|cada persona|misma persona|otras? personas?|primera persona)',
  '(?:cita|citas|consulta|visita|turno|espacio)(?: (?!,)\\w+){0,5}? (?:{TALK}) con|(?:hable|hablo|platique|estuve hablando|habiamos hablado|habia hablado|he hablado|atendio|dijo)(?: \\w+)? con(?: (?:{A}))* (?:{HUMAN}|{CLINICIAN})',
  '(?:no|sin|nunca)(?: (?:quiero|necesito|tengo|que|hace|falta|hay|es|necesario|ocupo|tener))* (?:{TALK}) con(?: (?:{A}|nadie))* (?:{HUMAN}|{CLINICIAN})|{TALK} con (?:mi|mis|tu|sus|nuestr[oa])',
  '(?:para|somos|seremos|serian|son|mesa de|grupo de)(?: (?:{A}|dos|tres|\\d+|como))* personas?|(?:dos|tres|\\d+|varias|muchas|cuantas|que|esta|esa|la|misma) personas?(?= (?:que|en|y|van|ya|de|a)\\b)|(?:persona|alguien)(?: \\w+){0,2} (?:me (?:llamo|dijo|atendio|marco|hablo|dejo|mando)|que me (?:acompane|lleve|recoja|limpie|revise|corte))',
]

const ALARMS = [
  '(?:{TALK})(?: (?:ya|directamente|mejor|ahora|ahorita|aqui))* (?:con|a)(?: (?:{A}|a|real|live))* (?:{HUMAN}|{CLINICIAN})|(?:{TALK}) con (?:quien|el que|la que)(?: (?:este|sea|esta))? (?:a cargo|encargad[oa]|manda|responsable)|(?:{TALK}) con (?:el|la) (?:dr|dra|doctora?) [a-z]+',
  '(?:pas(?:e|a|en|ar)|comuni(?:que|ca|quen|car)|cone(?:cte|cta|cten|ctar)|transfi(?:era|ere|eran)|transferir|enla(?:ce|za|zar)|redirij[ae]|diri[jg][aei]r?)(?:me|nos)(?: (?:ya|directo|la llamada|mi llamada))* (?:con|a|al)(?: (?:{A}|a))* (?:{HUMAN}|{CLINICIAN})|pong[ae]n?me (?:con|a|al)(?: (?:{A}))* (?:{HUMAN})|(?:transfier[ae]n?|comuni(?:que|ca|quen)|conecten?|conecta|enlace)me(?: (?:ya|ahora|ahorita|con quien sea))*(?= ,|$)',
  '(?:me|nos)(?: (?:puede|puedes|pueden|podria|podrias|podrian|va a|quiere))*(?: (?:{A}))* (?:pasar|pasa|pasas|pasan|comunicar|comunica|comunicas|comunican|conectar|conecta|conectas|transferir|transfiere|transfieres|enlazar|enlaza|dirigir)(?: (?:ya|la llamada|directo))* (?:con|a|al)(?: (?:{A}|a))* (?:{HUMAN}|{CLINICIAN})|(?:puede|puedes|pueden|podria|podrian)(?: (?:pasar|comunicar|conectar|transferir|enlazar)(?:me|nos))(?: (?:con|a|al)(?: (?:{A}|a))* (?:{HUMAN}|{CLINICIAN})|(?= ,|$))|(?:me|nos) (?:puede|puedes|pueden|podria|podrias) (?:transferir|comunicar)(?= ,|$)|(?:pas(?:e|en)|transfier[ae]n?|transferir) (?:la|mi|esta) llamada',
  '(?:quiero|quisiera|necesito|prefiero|deme|dame|denme|exijo|gustaria|pongame|busco|urge|ocupo|pido|solicito)(?: (?:a|que|me|atienda|ver|hablar|ayude|conteste|mejor|ya))*(?: (?:{A}))* (?:ser humano|humano|humana|representante|agente|operadora?|recepcionista|supervisora?|gerente|encargad[oa]|human|person|representative|operator|agent)(?= ,|$| (?:real|humano|human|de verdad|viv[oa]|en vivo|no|ya|ahora|ahorita|aqui|y no|que no)\\b)|(?:quiero|quisiera|necesito|prefiero|deme|dame|denme|exijo|gustaria|pongame|pasame|busco|ocupo)(?: (?:a|con))*(?: (?:{A}))* (?:persona|alguien) (?:real|humana|de verdad|viva|en vivo|de carne y hueso|y no|no un|no una)|(?:que )?(?:me )?(?:atienda|conteste)(?: (?:{A}))* (?:{HUMAN})|(?:quiero|necesito|prefiero|deme|denme|pongame|pasame) (?:(?:a|con) )?(?:una|otra) persona(?= ,|$| (?:ya|ahora|y no)\\b)',
  '(?:persona|gente|humano|agente|alguien|representante|operadora?) (?:de verdad|real|viv[oa]|en vivo|de carne y hueso)|seres? humanos?|de carne y hueso',
  '(?:hay|esta|habra|no hay|tienen?)(?: (?:{A}))* (?:{HUMAN})(?: (?:ahi|alli|aqui|mas|disponible|en la oficina))* (?:con quien|que me (?:pueda |puede )?(?:atienda|atender|ayude|ayudar|conteste)|para hablar|disponible|que pueda (?:atender|ayudar|hablar))|con quien (?:puedo|podria|pueda) (?:hablar|comunicarme)|hay alguien disponible|esta (?:el|la) (?:recepcionista|gerente|encargad[oa]|duen[oa]|secretari[oa]|supervisora?)(?= ,|$| (?:ahi|disponible)\\b)',
  'no (?:quiero|me gusta|voy a|pienso|deseo|puedo|quisiera|vine a)(?: (?:estar|seguir|tener|que|ya|mas|a))* (?:hablar|hablando|tratar|tratando|platicar|hablarle) (?:con|a)(?: (?:{A}|esta|este|esa|ese|a))* (?:{BOT})|(?:odio|hart[oa] de|cansad[oa] de|no (?:mas|quiero|soporto)|basta de|deje de)(?: (?:hablar|con|las|los|estas|estos|estar|hablando|tratar|un|una|mas|a))* (?:{BOT})(?! (?:de (?:mi|la|las|espera)|que))',
  '(?:^|, )(?:no )?(?:(?:dije|con|quiero)(?: que)? )?(?:(?:un|una|el|la|al) )*(?:representante|operadora?|agente|humano|ser humano|recepcionista|recepcion|supervisora?|gerente|encargad[oa]|asesora?|servicio al? cliente|atencion al cliente)(?: (?:representante|operadora?|agente|ahora|ya|humano|real|gracias|ahorita|yo|rapido))*(?= ,|$)|(?:^|, )(?:no )?con (?:(?:un|una|el|la|alguna) )*(?:persona|alguien(?: mas)?|recepcionista|gerente|encargad[oa])(?: (?:real|humana|ya|ahora|gracias))*(?= ,|$)',
]

/** That the caller wants a person on the line, in Spanish. Asking whether this is one does not. */
export const spanishHumanEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
