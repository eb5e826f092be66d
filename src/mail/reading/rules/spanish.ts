import { words, type Rule, type Turns } from './rule.ts'

const turns: Turns = {
  clause: /[,;:]\s| pero | y (?!no )|\s(?:entonces|luego) /,
  before: [
    /\b(?:no|nunca|jamas|sin|tampoco|en vez de|en lugar de|evit\w+|antes de|despues de|hasta|si|cuando|cuanto tiempo|por que|han|ha|habeis|gracias por|para que no|dej\w+ de)(?: (?!solo)[\w'-]+){0,6}\s*$/,
    /\b(?:ustedes|usted|ellos|ella|su politica|su correo|su sitio|la politica)(?: \w+){0,2} (?:dij\w+|dice\w*|prometi\w+|confirm\w+|escribi\w+|aseguro|aseguraron|indica\w*|borraron|eliminaron)(?: [\w'-]+){0,6}\s*$/,
  ],
  despite:
    /\b(?:no (?:olvid\w+|dud\w+|se como|encuentro|veo|solo)|si (?:es posible|pueden?|podrian?|pudieran?|fuera posible)|no (?:quiero|deseo) que (?:tengan|guarden|conserven|sigan|mantengan|almacenen))/,
}

const DATA =
  '(?:(?:todos?|todas?|cualquier|cada|los|las|el|la|mis?|nuestr[oa]s?|sus?|tod[oa]|de|mi|informacion de) )*(?:datos|dato|informacion|info|registros?|historial|expediente|ficha|cuenta|perfil|grabaci(?:on|ones)|llamadas?|transcripci(?:on|ones)|conversaci(?:on|ones)|mensajes|voz|numero|telefono|correo|nombre|chats?|rastro)'
const MINE = `(?:${DATA}(?: (?:personal(?:es)?|medic[oa]s?|de salud|privad[oa]s?|de contacto|de (?:mi|mis|la|las|llamadas?)|clinic[oa]s?|dental(?:es)?))*|(?:todo|lo|cualquier cosa) (?:lo )?que (?:tengan?|tienen?|guard\\w+|hayan?|sepan?|saben?|almacen\\w+|conserv\\w+)(?: \\w+){0,3}(?: (?:de|sobre) mi)?|todo lo mio|todo sobre mi)`
const OTHER =
  /\b(?:elimin\w+|borr\w+|quit\w+|cancel\w+|suprim\w+) (?:\w+ ){0,3}(?:citas?|reservas?|turnos?|eventos?|comentarios?|resenas?|pedidos?|correo electronico|mensaje por error|boton|opcion|enlace|pagina)\b|\b(?:todos los|otros|sus|nuestros|un) (?:usuarios|clientes|pacientes|inquilinos|cliente|paciente)\b/
const DONE = /\b(?:elimin|borr|suprim|cancel|destru|correg|rectifi|actualiz|limit)\w*(?!.*\bcopia)/

export const SPANISH_RIGHTS: readonly Rule[] = [
  {
    label: 'delete',
    name: 'delete.es.data',
    says: words(
      `(?:elimin(?:e|en|a|ar|ad|arme|enme|eme|an|as|es|arla|arlos)|borr(?:e|en|a|ar|ad|arme|enme|eme|an|as|es)|suprim(?:a|an|ir|e|id)|destru(?:yan?|ir|ye)|quit(?:e|en|ar|enme|eme)|deshagan(?:se)? de|remuev(?:a|an)|remover|cancel(?:en|e|ar)|dar de baja|den de baja) (?:por favor |inmediatamente |ya |permanentemente |completamente |definitivamente |y borren |o borren |por completo )*(?:a )?${MINE}`,
    ),
    unless: OTHER,
    turns,
  },
  {
    label: 'delete',
    name: 'delete.es.it',
    says: words(`(?:borr|elimin|suprim|destru)\\w*(?:lo|la|los|las)(?: todos?| todas?)?`),
    about: /\b(?:mis|mi|los|sus) (?:\w+ ){0,2}(?:datos|informacion|grabaci\w+|registros)\b|\bsobre mi\b/,
    unless: OTHER,
    turns,
    confidence: 0.7,
  },
  {
    label: 'delete',
    name: 'delete.es.request',
    says: words(
      `derecho (?:de|a la|al|a ser) (?:supresion|olvido|cancelacion|olvidad[oa]|eliminacion|borrado)|(?:solicito|solicitar|pido|pedir|exijo|quiero|deseo|solicitud de|requiero|ejercer|gestionar|tramitar|confirmen|confirmar) (?:la |el |mi |una |que se |su )*(?:supresion|eliminacion|borrado|cancelacion|destruccion|elimin\\w+|borr\\w+|suprim\\w+) (?:de |total |completa |inmediata |definitiva )*${MINE}|(?:quiero|quisiera|deseo|necesito|pido|solicito|exijo|me gustaria) que ~3(?:sean )?(?:elimin\\w+|borr\\w+|suprim\\w+|desaparezc\\w+|olvid\\w+) ?~3|(?:borr|elimin|olvid|saqu|quit)(?:enme|eme|ame|arme|en me)(?: (?:de|del) (?:su|sus|la|el|todo|todos) ~3(?:sistema|sistemas|base|bases|registros?|archivos?|datos))?|^\\W*(?:la )?(?:supresion|eliminacion|borrado) de (?:mis |los )?datos|solicitud de (?:supresion|eliminacion|borrado)(?: de (?:mis )?datos)?`,
    ),
    unless: new RegExp(
      `${OTHER.source}|\\b(?:lista|listas|publicidad|retir\\w+|anul\\w+|cancel\\w+ (?:mi|la) solicitud|estado de)\\b`,
    ),
    turns,
  },
  {
    label: 'delete',
    name: 'delete.es.keep',
    says: words(
      `no (?:quiero|deseo) que (?:tengan|guarden|conserven|sigan (?:teniendo|guardando)|mantengan|almacenen) ${MINE}`,
    ),
  },
  {
    label: 'access',
    name: 'access.es',
    says: words(
      `(?:una )?copia de (?:todos? |todas? |la |los |las |lo |mis? |mi |toda )*~1(?:datos|informacion|grabaci\\w+|historial|expediente|registros?|llamadas?|transcripci\\w+|conversaci\\w+|que (?:tienen|tengan|guardan))|derecho de acceso|(?:acceder|acceso|ver|revisar|consultar|conocer|obtener|recibir|saber|descargar) (?:a |todos? |toda |cuales son )*${MINE}|(?:envi\\w+|mand\\w+|d(?:en|e|ar)me|proporcion\\w+|facilit\\w+|entreg\\w+|muestr\\w+|compart\\w+ conmigo) (?:por favor )?${MINE}|que (?:datos|informacion|grabaciones|registros|cosas)? ?(?:personales )?(?:mios |mia )?(?:tienen|tiene|guardan|guarda|conservan|almacenan|saben|poseen|han recopilado|recopilan|hay)(?: ustedes| usted)? (?:sobre|de|acerca de) mi|(?:tienen|guardan|conservan) ~2(?:datos|informacion|grabaciones|algo) (?:sobre|de|mi|mia|mios)|solicitud de acceso|con quien ~3compart\\w+ mis datos|derechos arco|por que (?:tienen|tiene) (?:mi|mis)|de donde (?:sacaron|obtuvieron|consiguieron) mi`,
    ),
    unless: DONE,
    turns,
  },
  {
    label: 'correct',
    name: 'correct.es',
    says: words(
      `(?:corrij(?:an|a)|corregir|rectifi(?:quen|que|car)|actuali(?:cen|ce|zar)|cambi(?:en|e|ar)|modifi(?:quen|que|car)|arregl(?:en|e|ar)) (?:por favor )?(?:el |la |los |las |mi |mis |error en |ortografia de )*(?:nombre|apellidos?|direccion|correo|telefono|numero|datos|fecha de nacimiento|informacion|cumpleanos|domicilio|ficha|expediente)|mi ~2(?:nombre|apellido|direccion|correo|telefono|numero|fecha de nacimiento|informacion)(?: que tienen)? (?:esta|es|aparece|esta escrit[oa]) ~1(?:mal|incorrect[oa]|equivocad[oa]|desactualizad[oa]|erroneo|erronea|mal escrit[oa])|mi (?:nombre|apellido) se escribe|derecho de rectificacion|mis datos (?:son|estan) (?:incorrectos|equivocados|mal|desactualizados)|(?:escribieron|tienen) mal mi`,
    ),
    unless: /\b(?:mi|la|una) (?:cita|reserva|contrasena|clave|tarjeta|factura)\b/,
    turns,
  },
  {
    label: 'object',
    name: 'object.es',
    says: words(
      `me opongo|derecho de oposicion|oponerme|dejen de (?:usar|utilizar|procesar|tratar|vender|compartir|grabar\\w*|analizar) ~4(?:datos|informacion|voz|llamadas|numero|mis?|me)?|no (?:quiero que |deseo que |autorizo (?:que |a que )?|consiento (?:que |a que |el )?|permito que |acepto que |usen |utilicen |)(?:usen|utilicen|procesen|traten|vendan|compartan|graben|me graben|uso de|tratamiento de|analicen|usar|vender|compartir)? ?(?:mis|mi|el uso de mis|el tratamiento de mis) (?:datos|informacion|voz|llamadas)(?! (?:personales )?(?:sean )?(?:elimin|borr))|(?:retiro|revoco|retirar|revocar) (?:mi |el |todo )*consentimiento`,
    ),
    unless:
      /\bno (?:elimin\w+|borr\w+|suprim\w+|quiero que (?:elimin|borr)\w+)|\b(?:tengan|guarden|conserven|almacenen|recibir|hasta que|mientras)\b/,
  },
  {
    label: 'restrict',
    name: 'restrict.es',
    says: words(
      `(?:limit(?:en|e|ar|acion de|acion del)|restrin(?:jan|ja|gir)|restriccion de(?:l)?|suspend(?:an|er)|bloque(?:en|ar|o de)|congel(?:en|ar)|paus(?:en|ar)) (?:el |la |los |las |de |del |su |mis? |uso de |tratamiento de )*(?:tratamiento|uso|procesamiento|datos|informacion)|derecho (?:a la|de) (?:limitacion|restriccion)|dejen de (?:usar|utilizar|tratar) mis datos (?:hasta|mientras)`,
    ),
    turns,
  },
  {
    label: 'portability',
    name: 'portability.es',
    says: words(
      `portabilidad|(?:transfier\\w+|transferir|traslad\\w+|pas\\w+|envi\\w+|mand\\w+) (?:todos? |toda )*(?:mis|mi|los|el) ~2(?:datos|informacion|historial|expediente|registros?) (?:a|al|a la) (?:otr[oa]|un nuevo|mi nuev[oa]|nuev[oa]|dra?|doctora?|clinica|dentista)|formato (?:estructurado|legible por maquina|csv|json|electronico)|en (?:csv|json|excel)|export(?:en|ar|e) (?:todos )?mis datos`,
    ),
    turns,
  },
  {
    label: 'withdraw_request',
    name: 'withdraw.es',
    says: words(
      `(?:retir(?:o|ar|en)|cancel(?:o|ar|en)|anul(?:o|ar|en)|revoc(?:o|ar)|ignor(?:en|e)|olvid(?:en|e)|desisto de|dejar sin efecto|detengan) ~1(?:mi|la|esta) ~2(?:solicitud|peticion|eliminacion|supresion|borrado|correo anterior|mensaje anterior|correo|pedido)|(?:cambie|cambiado|he cambiado) de (?:opinion|idea|parecer)|(?:ya )?no (?:quiero que |deseo que )?(?:elimin\\w+|borr\\w+|suprim\\w+) (?:mis|mi|nada|la) ?~1(?:datos|cuenta|informacion|nada)?|(?:conserv|manteng|guard|dej)(?:en|an|e|a) mis datos|ya no (?:quiero|deseo) (?:que )?~3(?:elimin|borr|suprim)\\w*`,
    ),
    unless: /\b(?:consentimiento|cita|reserva|lista|por que|no (?:\w+ ){0,3}(?:conserv|manteng|guard|dej)\w+)\b/,
  },
  {
    label: 'status',
    name: 'status.es',
    says: words(
      `(?:estado|estatus|situacion) de (?:mi|la) (?:solicitud|peticion|eliminacion|caso)|(?:ya )?(?:han|ha|habeis) ~2(?:borrado|eliminado|procesado|recibido|suprimido)|(?:borraron|eliminaron|recibieron|procesaron) (?:ya )?(?:mis?|la|los)|cuando (?:van a|borraran|eliminaran|recibire|tendre|me enviaran|sera|seran) ?~4|cuanto (?:tiempo )?(?:tarda|tardara|tardan|demora|falta)|sigo esperando|todavia no (?:he recibido|me han)|aun no (?:he recibido|me han)|alguna (?:novedad|noticia|respuesta)|(?:fueron|han sido|estan) (?:borrados|eliminados|suprimidos)`,
    ),
    unless: /\b(?:cita|reserva|pedido|envio|conservan|guardan)\b/,
  },
]
