import { earFor } from '../../dialogue/guardrails/listen-for.ts'

/**
 * What people, machines and assistants say when they pick up, in English and in Spanish. Written against plain words
 * (dialogue/guardrails/plain-words.ts) without their commas.
 */
const GROUPS = {
  MESSAGE: 'messages?|mensajes?|recados?',
  /** Who may say of themselves that they are not there. */
  OUT: 'not (?:here|home|in|available|around|able to|currently able to|at home|in the office)|unable to|away from|out of (?:the )?(?:office|town)|unavailable|cannot(?: currently)?',
  PHONE: 'phone|telephone|your call|my phone|the call|calls?|it',
  KEY: 'press|push|dial|hit|oprima|oprime|marque|marca|presione|presiona|pulse|pulsa',
  CONNECT:
    'accept(?: (?:the|this|your))*(?: call)?|be connected|get connected|connect(?: (?:the|this|your))*(?: call)?|continue|complete(?: (?:the|this|your))* call|leave (?:a|your)(?: \\w+)? message|proceed|ser conectado|conectar(?:se)?|continuar|aceptar(?: la)?(?: llamada)?|dejar (?:un|su) mensaje',
}

/** Nobody is ever reached there, and nothing can be left. */
export const deadEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    '(?:mailbox|voicemail|voice mail|memory|box)(?: \\w+){0,4}? (?:is|was)(?: (?:currently|now|also))* full|(?:cannot|can not|not able to|unable to|no longer|not)(?: currently)? accept(?:ing)?(?: (?:any|new|more|further))* (?:messages|calls)|(?:mailbox|voicemail|voice mail)(?: (?:box|that|which))*(?: \\w+){0,5}? (?:has|is) not(?: (?:yet|been))* (?:set up|setup|initialized|active)',
    '(?:number|line)(?: \\w+){0,6}? (?:is not in service|is no longer in service|has been (?:disconnected|changed)|not a working number|is not assigned)|(?:call|number)(?: \\w+){0,6}? cannot be completed(?: as dialed)?|out of service|not in service|does not accept (?:unidentified|anonymous|private) (?:calls|callers)|unallocated number',
    'buzon(?: \\w+){0,4}? (?:esta )?lleno|no (?:puede|acepta)(?: \\w+){0,2} (?:mas )?mensajes|numero(?: \\w+){0,6}? (?:no existe|fuera de servicio|no esta en servicio|no se encuentra en servicio|ha sido (?:desconectado|cambiado))',
  ],
})

/** An assistant that asks who calls, and why, before anybody picks up. */
export const screeningEar = earFor({
  groups: GROUPS,
  innocent: ['screening (?:appointment|test|visit|for)|(?:health|cancer) screening'],
  alarms: [
    '(?:record|say|state|speak|give|tell (?:me|us))(?: (?:me|us|your|the|full|1st|first))* names?(?: \\w+){0,5}? (?:reason|why|purpose|what)|(?:record|state|say) your (?:full |1st |first )?name(?= (?:after|at|now|and google)|$)|name and (?:the )?(?:reason|purpose)|reason (?:for|of) (?:calling|your call|the call)(?=.*(?:see if|available|connect|name|assistant|screen))|(?:tell|text|say)(?: \\w+){0,4} (?:the )?reason (?:for|of) (?:calling|your call|the call)',
    '(?:using|uses)(?: \\w+){0,4} (?:call )?(?:screening|screen|call assist|text call|bixby)(?: service)?|call screen(?:ing|er)?|screening (?:service|your call|this call|calls)|screen(?:s)? (?:\\w+ ){0,3}calls|text call|bixby|hiya assistant|truecaller|robokiller|google assistant|google will|google voice will',
    '(?:will|let me|going to) (?:see|check|find out|ask)(?: (?:if|whether))?(?: (?:this|the|that|they|he|she|your))*(?: (?:person|party|user|owner|are|is|am))* (?:available|free|around|able to (?:talk|take|answer))(?! (?:on|for|at|tomorrow))',
    '(?:assistant|ai|automated|virtual|robot)(?: \\w+){0,3} (?:answering|answer|screening|taking)(?: \\w+){0,2} (?:on behalf|calls?|for)|(?:assistant|answering) (?:for|on behalf of)(?: \\w+){1,5}(?=.*(?:who is|who are|your name|why|reason|calling))|copy of this conversation|transcript of (?:this|the) (?:call|conversation)',
    'stay on the line(?= while| and i| to see| they)|(?:i will|we will) (?:try to )?connect you(?: now| if|$)|(?:will|to) try to connect you|person you (?:are|have) (?:calling|called|dialed)(?: \\w+){0,4} (?:using|uses|will be (?:notified|asked))',
    '(?:grab|dig|diga|indique|mencione|deje)\\w*(?: (?:su|tu|el|me))* nombre(?: \\w+){0,4}? (?:motivo|razon|por que|para que)|motivo de (?:su|la|tu) llamada|filtro de llamadas|(?:usa|usando|utiliza|utilizando)(?: \\w+){0,5} (?:filtr\\w+|asistente|google)|vere si (?:esta|la|el) (?:persona|usuario)|(?:esta persona|la persona) esta disponible|asistente (?:virtual|de llamadas|de google)|copia de esta conversacion',
  ],
})

/** What such an assistant says while it asks: nobody is to answer that. */
export const holdingEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    'hold on|hold the line|stay on the line|(?:thanks?|thank you|ok|okay)(?: \\w+){0,4}? hold|^(?:the line )?hold(?:ing)?$|connecting(?: you)?|1 moment|a moment|i (?:will|am going to|have) (?:let them know|asked|pass(?:ed)? (?:that|it) on)|no cuelgue|permanezca en (?:la )?linea|un momento|espere|manteng\\w+ en (?:la )?linea|conectando',
  ],
})

/** The assistant has been told no. */
export const declinedEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    '(?:person|party|they|he|she|user)(?: \\w+){0,4}? (?:cannot (?:talk|take|answer|come)|is not available|are not available|is unavailable|are unavailable|did not answer|is busy|does not want|cannot)|(?:will|they will|he will|she will)(?: \\w+){0,2} (?:call you back|get back to you)(?: later)?|remove (?:this|the|their|my) number|no (?:puede|esta disponible|contesta|desea)|le (?:devolvera|regresara) la llamada|goodbye|good bye|adios',
  ],
})

/** A machine that nobody can doubt: it asks for a message, or speaks of its tone. */
export const voicemailEar = earFor({
  groups: GROUPS,
  // Whoever offers to pass something on is there.
  innocent: [
    '(?:would|do|did) (?:you|u)(?: (?:like|want|wish|care|mind))*(?: to)? leav\\w+(?: (?:me|him|her|them|us|a|any|your))* {MESSAGE}|(?:want|like|wish) to leave(?: (?:him|her|them|a|me))* {MESSAGE}|(?:can|could|may|shall|should|will) (?:i|we) (?:take|give|pass|get|have|leave)(?: (?:him|her|them|on|along|a|your|you|any))* {MESSAGE}|(?:you|i|we|they) (?:left|leave|keep leaving|have left)(?: (?:me|a|an|the|you|him|her|us|these|those|all))* {MESSAGE}|(?:got|heard|received|saw|see|read) (?:your|the|a|my) (?:{MESSAGE}|voicemail|voice mail)|check(?:ing)? my (?:voicemail|messages)|do not leave(?: (?:me|a|any|another|no))* {MESSAGE}',
    '(?:quiere|quieres|desea|gusta|gustaria|puedo|quisiera|le|te)(?: \\w+){0,2} (?:dejar(?:le|me|lo)?|tomar(?:le)?|dar(?:le)?|pasar(?:le)?)(?: (?:un|algun|su|el|le))* {MESSAGE}|(?:recibi|escuche|oi|vi) (?:su|el|tu|un) (?:{MESSAGE}|buzon)',
  ],
  alarms: [
    '(?:leave|leaving|record|send)(?: (?:me|us|your|a|an|the|him|her|them|brief|short|detailed|quick|clear|nice|full|voice|after|text|name|number|phone|telephone|and|with|callback|call|back|contact|information|good|time|to|reach|1|of|these))*? {MESSAGE}|(?:leave|record)(?: (?:me|us|your|a|full|1st|first|the))* (?:name|number|phone number|details|info|information|voicemail)(?! (?:and (?:the )?(?:reason|purpose)))(?=.*(?:number|message|call|get|back|tone|beep|phone))',
    '(?:after|at|before|wait for|hear|following|until|till)(?: (?:you|hear|the|a|that|sound|of|long|short|little))* (?:tone|beep|bleep|signal)|(?:at|after) the sound of|beep$',
    '(?:forwarded|transferred|redirected|sent|routed) to(?: (?:an?|the|my|our|his|her|automated|automatic|voice|message|messaging))* (?:voicemail|voice mail|mailbox|answering|system|service|voice message|message system)|(?:reached|is) (?:the )?(?:\\w+ ){0,5}?(?:voicemail|voice mail|voice mailbox|mailbox|voice messaging|answering machine)|(?:welcome to|this is)(?: \\w+){0,4} (?:voicemail|voice mail|voice mailbox|answering machine)|voice ?mail(?:box)? (?:of|for|box)|my voicemail|voice messaging system',
    '(?:finished|done)(?: with)? (?:recording|your message)|when you (?:are|have) (?:finished|done)|for more options|to send a numeric page|to page this person|(?:hang up or|or simply hang up)|callback number|google voice subscriber|wireless customer|(?:dej|grab)\\w*(?: (?:me|nos|su|tu|un|el|despues|breve|aqui|nombre|y|numero|de|telefono|con))*? {MESSAGE}',
    '(?:despues|luego|al (?:escuchar|oir|sonar)|espere|tras|cuando (?:escuche|oiga)|al termino)(?: (?:de|del|el|la|que|escuche|oiga|un))* (?:tono|senal|bip|pitido|beep)|al tono|buzon|correo de voz|contestador\\w*|mensajeria de voz|grabe (?:su|un|el)|deje (?:su|sus|el)(?: \\w+){0,3} (?:nombre|numero|datos)',
  ],
})

/** Whoever asks, offers or answers something is there. */
export const humanEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    'who is (?:this|that|calling|it|there|speaking)|whos (?:this|that|calling|there)|who am i (?:speaking|talking)|who are you|who (?:did you say|were you)|(?:may|can|could) i (?:ask|know|tell|say)(?: \\w+){0,3} (?:who|what)|what (?:is this|do you want|are you|company|is it|was that|did you say|can i do)|where are you calling|how did you get|what for|about what|regarding what|what(?: is)? (?:this|that|it)(?: \\w+){0,2} (?:about|regarding|concerning|in reference to)',
    'how (?:can|may|could|might) (?:i|we) (?:help|assist|direct|serve)|what can (?:i|we) do for|(?:can|may|could) (?:i|we) (?:help|assist) you|(?:can|may|could|shall) i (?:take|give|pass)(?: \\w+){0,3} message|(?:would|do) you(?: \\w+){0,2} to leave|want to leave(?: \\w+){0,2} message|would you like to hold|(?:can|could) you (?:hold|repeat|say that|speak|call (?:me )?(?:back|later))',
    'hold on|hang on|1 (?:sec|second|moment|minute)|(?:a|1) (?:sec|second|minute) |let me get|i will get (?:him|her|them)|^(?:yes|yeah|yep|yup|yo|ya|sure|okay|ok|no|nope|nah|what|huh|hm+|go ahead|speaking|si|bueno|digame|diga|mande|alo|aja|claro|hello|hi|hey)(?: (?:yes|yeah|hello|hi|hey|si|bueno|this is(?: he| she| \\w+)?|speaking|go ahead|sir|ma ?am|what|who|there|sure|of course|okay|i (?:do|have|am|can)))*$|(?<!not )speaking$|this is (?:he|she|him|her)$|you got (?:him|her)|wrong number|not interested',
    '(?:is this|are you|am i talking to|is it|you are)(?: (?:a|an|some|like|one of those|1 of those|just|the|real|actual|live))* (?:robot|recording|scam|ai|machine|bot|computer|human|person|real|telemarketer|spam|sales call|automated|joke)|i am (?:driving|busy|working|at work|in a meeting|sleeping|eating|on the other line|not interested|in the middle|kind of busy|a little busy)|(?:cannot|can not) (?:talk|hear you|understand you)|i do not (?:have time|need|want|know|understand|speak)|(?:say|come) (?:that )?again|speak up|i (?:have|got) (?:a )?(?:minute|second|moment)|bad time|you (?:are )?breaking up',
    'quien (?:habla|es|llama|lo busca|la busca|me habla|le habla)|de parte de quien|con quien (?:hablo|tengo el gusto|quiere hablar)|en que (?:le|te|lo|la) (?:puedo|podemos)|como (?:le|te) puedo|que (?:desea|quiere|necesita|se le ofrece|paso)|de donde (?:llama|habla)|(?:quiere|desea|gusta) dejar(?:le)?|espere(?:me)? (?:un|tantito)|un (?:momentito|segundito|segundo)|ahorita (?:no|se lo|se la|le)|(?:el|ella) habla|numero equivocado|no me interesa|estoy (?:manejando|ocupad[oa]|trabajando|en (?:el|una))|no (?:le )?(?:escucho|oigo|entiendo)|es (?:una grabacion|un robot|una maquina)|a sus ordenes|para servirle',
  ],
})

/** Menus, queues, and what companies play. `press 1` of a voicemail was heard before this is asked. */
export const menuEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    '{KEY}(?: (?:the|el|la|number|numero|tecla|key|button))* (?:\\d|0|zero|cero|uno|dos|tres|cuatro|cinco|pound|star|hash|numeral|asterisco)|(?:your|the) party s extension|(?:dial|enter|know)(?: \\w+){0,3} extension|marque la extension|menu (?:options|has|have)|(?:main|following|opciones del) menu|menu principal|following options|siguientes opciones|listen carefully|escuche con atencion|options have(?: recently)? changed',
    '(?:all|our)(?: (?:of|our|the|currently|representatives|agents|operators|associates|specialists|team members))+(?: \\w+){0,2} (?:busy|assisting|helping|on other calls|with other)|next available (?:representative|agent|operator|associate)|your call is (?:very )?important|calls? (?:may|will|can) be (?:monitored|recorded)|answered in the order|estimated wait|su llamada es (?:muy )?importante|llamada (?:puede|podra|sera) ser? ?(?:grabada|monitoreada)|(?:nuestros|todos)(?: \\w+){0,3} (?:ocupados|agentes)',
    '(?:you can|please|try) say(?:ing)?(?: \\w+){0,4}? (?:or|like|things like)|in a few words|(?:say|diga) (?:or|o) {KEY}|for (?:english|spanish|sales|service|billing|appointments)(?: \\w+){0,3} {KEY}|para (?:espanol|ingles|continuar en)(?: \\w+){0,3}|business hours are|office hours are|(?:office|offices|clinic|store)(?: \\w+){0,3} (?:is|are)(?: (?:currently|now))* closed',
  ],
})

/** A key that puts the call through, or lets a message be left: the number is the first of its groups that is there. */
export const PUTS_THROUGH: readonly RegExp[] = [
  `(?:${GROUPS.KEY})(?: (?:the|el|la|number|numero))* (\\d)(?: \\w+){0,2}? (?:to|para) (?:${GROUPS.CONNECT})`,
  `(?:to|para) (?:${GROUPS.CONNECT})(?: (?:now|with|to|con|el|this person|him|her))*(?: \\w+){0,3}? (?:${GROUPS.KEY})(?: (?:the|el|la|number|numero))* (\\d)`,
].map((source) => new RegExp(`\\b${source}\\b`))

/** They are not there, say they; a person may say so of another. */
export const awayEar = earFor({
  groups: GROUPS,
  innocent: [],
  alarms: [
    '(?:cannot|can not|could not|unable to|not able to|not available to|no 1 is available to|nobody is available to|no 1 is here to|nobody can|no 1 can)(?: (?:currently|right now|quite))*(?: (?:come|get|make it|answer|take|pick|reach|talk))(?: (?:to|up|on|at))*(?: (?:the|your|my|this))* {PHONE}|(?:i am|we are|i ?m|currently|is|are)(?: (?:either|currently|probably|both|all|sorry|just))* {OUT}(?=.*(?:call|back|message|phone|number|number|text|tone|soon|later)| (?:right now|at the moment|at this time|to take))',
    '(?:sorry|apologi\\w+)(?: (?:that|but|for))*(?: (?:i|we))?(?: (?:have|must have))* miss(?:ed|ing)(?: (?:your|you))|(?:get|call|ring|phone|text|reach|return)(?: (?:right|straight))?(?: (?:back to|back with|you|your call|your calls|to you))+(?: back)?(?: (?:just|shortly))*(?: (?:as soon as|when (?:i|we)|once|at (?:my|our)|later|shortly|soon|within|asap|the moment|1st chance))|what to do$|know the drill|(?:the|your) drill$|do your thing|try (?:again|calling|your call|me)(?: (?:back|again|my cell|at))* later|try (?:me on )?my cell',
    '(?:the )?(?:person|party|customer|subscriber|number|caller|user|mobile)(?: (?:that|whom))? you (?:are|have|were)(?: (?:trying|attempting|now))*(?: to)? (?:reach|reached|calling|called|dialed|call|contact)(?: \\w+){0,6}|you have (?:now )?reached|you are reached|you(?:ve)? (?:just )?called|at your service after',
    'no (?:puedo|podemos|puede)(?: \\w+){0,3} (?:contestar|atender|responder|tomar)|no (?:estoy|estamos|me encuentro|nos encontramos|se encuentra|esta) (?:disponible\\w*|en casa|en la oficina)(?=.*(?:llam|mensaje|devol|regres|comuni|marcad|marco)| (?:en este momento|por el momento|ahora))|(?:le|te|les) (?:devolv\\w+|regres\\w+|llamar\\w+|contact\\w+)(?: \\w+){0,3}(?: (?:llamada|lo antes|tan pronto|en cuanto|a la brevedad|pronto))|(?:devolv|regres)\\w+ (?:su|tu|la|le) (?:llamada)|(?:se ha comunicado|se comunico|usted se ha comunicado|ha llamado|usted llamo|esta llamando) (?:con|a|al)|(?:el|la) (?:numero|usuario|cliente|persona|suscriptor|telefono)(?: \\w+)? que (?:usted )?(?:marc\\w+|ha marcado|llam\\w+|intenta)(?: \\w+){0,8}',
  ],
})

/** Machines among themselves. */
export const faxEar = earFor({
  groups: GROUPS,
  innocent: ['(?:do you|can you|could you|did you|i will|need to|want to|our|my) (?:\\w+ )?fax'],
  alarms: ['fax (?:mode|tone)|start (?:your |the )?(?:fax|sending)|send (?:your )?fax now|(?:carrier|fax) signal'],
})
