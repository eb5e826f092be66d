import { earFor } from '../listen-for.ts'

const GROUPS = {
  /** One to a few words of anything, but never over a pause or into another thought. */
  GAP: '(?: (?!,|ahora\\b|y\\b|pero\\b|porque\\b|otra\\b)[a-z0-9]+){0,5}?',
  SOMEONE:
    'el|ella|alguien|esposo|esposa|marido|mujer|mama|mami|madre|papa|papi|padre|hij[oa]|hijit[oa]|bebe|nin[oa]|nene|nena|hermano|hermana|abuel[oa]|abuelit[oa]|tio|tia|prim[oa]|sobrin[oa]|niet[oa]|suegr[oa]|cunad[oa]|amig[oa]|vecin[oa]|companer[oa]|novi[oa]|senor|senora|hombre|muchach[oa]|persona|paciente|client[ea]|jefe|patron',
  VERY: 'muy|bien|bastante|super|tan|mucho|mucha|muchisimo|un poco|fuerte|intenso|horrible|feo|fea|terrible|grande|raro|todo|toda|siempre|ya|ahorita|de repente',
  ATTACK:
    'ataques? (?:al|del|de|a el) corazon|ataque cardiaco|infartos?|infartando|paro cardiaco|derrames?(?: cerebral(?:es)?)?|embolia|convulsi\\w+|ataques? epilepticos?|ataque de asma|(?:choque|shock) anafilactico|anafilaxia|sobredosis|aneurisma',
  CHEST:
    '(?:dolor|dolores|dolorcito)(?: {VERY})* (?:en|de|del)(?: (?:el|mi|su|todo))* pecho|(?:presion|opresion|punzadas?|puntadas?|peso|pesadez)(?: {VERY})* (?:en|sobre|de)(?: (?:el|mi|su))* pecho',
  AIR: '(?:dificultad|dificultades|problemas?|trabajo|falta)(?: (?:mucha|mucho|para|de|del|en|al|con|el|poder))+ (?:respirar|aire)',
  NOUN: '{CHEST}|{ATTACK}|{AIR}|emergencia(?: medica)?|hemorragias?|sangrado|reaccion alergica|desmay\\w+|inconsciente|atropell\\w+|no (?:podia|pude|pudo) respirar',
  FEVER: 'fiebre|calentura|temperatura(?: \\w+){0,3} (?:3[89]|4[01]|10\\d)|(?:hirviendo|ardiendo) en fiebre',
  /** Under three months a fever is an emergency. */
  INFANT:
    '(?:de|tiene|apenas|solo|con) (?:(?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|[1-9]|1[0-2]) semanas?|(?:un|dos|[12]) mes(?:es)?)|(?:\\d+|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez) (?:dias?|semanas?) de nacid[oa]',
  NEAR: '(?: \\w+| ,){0,12}',
  PAST: '(?<!desde )hace (?:\\w+ ){0,4}?(?:semanas?|mes|meses|anos?|tiempo)|(?:ano|mes|semana|verano|invierno|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre) pasad[oa]|en (?:el )?(?:19|20)\\d\\d|una vez(?! mas)|cuando (?:era|tenia|fui|estuve|estaba embarazada)|de (?:nin[oa]|chic[oa]|joven)',
  DENTAL:
    'dental|dentales|dientes?|muelas?|encias?|corona|relleno|empaste|frenos|brackets|dentadura|pelo|cabello|unas|color|estetica|plomeria|veterinari[oa]|perro|gato|mascota',
}

const INNOCENT = [
  // Bookings and paperwork that have the word in their name.
  'emergencias? {DENTAL}|(?:cita|consulta|visita|turno|contactos?|numeros?|telefono|linea|servicios?|horarios?|cuarto|salas?|salida|fondo|persona|plan|extraccion|limpieza|examen|cuenta|bill|caso)(?: \\w+)? (?:de|para|por)(?: (?:una|la|las|mi|su))* emergencias?',
  'emergencia (?:familiar|de trabajo|en (?:mi|el|su) (?:trabajo|casa|escuela))|emergencia(?: ,)?{GAP} (?:{DENTAL}|cita|reserva|reservacion|mesa|boda|fiesta)|{DENTAL}{GAP}(?: ,)? (?:es|como) (?:una )?emergencia|(?:atienden|aceptan|hacen|ven|tienen|manejan|reciben|cubren|tratan)(?: \\w+){0,2} emergencias|(?:solo|para) emergencias',
  // What is said not to be there.
  '(?:no|sin|ni|nunca|tampoco)(?: (?:es|tiene|tengo|tenemos|hay|tuve|tuvo|habido|he|ha|tenido|siento|le|me|dio|ningun|ninguna|nada|de|un|una|el|la|los|fue|era|realmente|creo|que|sea|se|trata|parece|exactamente|precisamente))* (?:{NOUN})(?:(?: ,)? (?:ni|y|o|,)(?: (?:no|ningun|ninguna))? (?:{NOUN}))*',
  'no (?:me|le) duele(?: nada)? el pecho|no (?:necesit\\w+|llam\\w+|hace falta|mand\\w+)(?: (?:a|al|una|la|llamar|que|manden))* (?:ambulancia|911)|(?:dejo|paro) de sangrar|ya no (?:sangra|esta sangrando)',
  // What was once, or runs in the family.
  '(?:{NOUN}|perdi[oa]? el conocimiento){GAP} {PAST}|{PAST}(?: ,)?{GAP} (?:{NOUN})',
  '(?:historial?|historia|antecedentes?|riesgos?|miedo|sobrevivientes?|prevencion|probabilidad|factores)(?: (?:familiar|familiares|medico|de|a|al|que|me|le|un|una|tener|sufrir|den?|otro))* (?:{ATTACK})|(?:despues|desde|tras|luego|recuper\\w+|terapia|seguimiento|medicinas?|pastillas?|rehabilitacion|operaron|control)(?: (?:de|del|que|por|para|mi|su|un|el|una|la|tuvo|tuve|le|me|dio|al|los|las))+ (?:{ATTACK})',
  // Figures of speech, and words that only look like it.
  '(?:casi|por poco)(?: (?:que|me|le|nos|se))* (?:da|dio|muero|desmayo)(?: (?:un|el|una))*(?: (?:{ATTACK}))?|(?:dio|da|dar|provoco)(?: (?:un|el))* infarto (?:con|cuando|de|por|al) (?:la cuenta|el precio|ver|vi|la factura|el susto|tanto)|ataques? de (?:panico|risa|nervios|ansiedad|tos|hipo)|primeros auxilios',
  '(?:me muero|muriendo|nos morimos|me mori)(?: ya)? (?:por|de|del|de la) (?:hambre|ganas|risa|pena|verguenza|sueno|calor|frio|curiosidad|nervios|sed|coraje|cansancio|aburrimiento|dolor|ir|verlos?|verl[ao]s|tener|saber|conocer)|(?:bateria|pila|telefono|celular|planta|plantas|carro)(?: \\w+){0,2} (?:se )?(?:muere|muriendo)|se (?:me )?(?:esta muriendo|muere) (?:la|el|mi) (?:bateria|pila|telefono|celular|planta|carro)|me muero si',
  'no (?:puedo|puede|podia) respirar(?: muy)?(?: bien)? (?:por|con) (?:la nariz|una fosa|la boca|el tapabocas|la mascarilla|el cubrebocas)|(?:respirar|respiro|respira)(?: muy)?(?: bien)? (?:por la nariz|de noche|en la noche|por las noches|cuando duerm\\w+|dormid[oa]|hondo|profundo|tranquil[oa])|ahog\\w+ (?:en|de) (?:trabajo|deudas|papeles|pendientes|tareas?)|derrame (?:de|del) (?:agua|cafe|pintura|aceite|ojo)',
  '(?:sin|no (?:tiene|tengo|tuvo|ha tenido)(?: nada de)?) (?:fiebre|calentura)|(?:fiebre|calentura|ca[iy]\\w*|apendice|quem\\w+|mordio|pico|hueso){GAP} {PAST}|vacunas?(?: \\w+){0,3} (?:da|dan|causan?|provocan?|producen?)(?: \\w+){0,3} (?:fiebre|calentura)',
  'encias?(?: (?:que|me|le|se|a veces|{VERY}))* sang\\w+(?: {VERY})*|sangr\\w+(?: {VERY})*(?: (?:un poquito|poquito|a veces))? (?:las?|mis?|sus?) encias?|sangr\\w+ (?:un poquito|un poco|poquito|poco|levemente|a veces)|desmay\\w+ (?:cuando|con|si|al) (?:veo|ve|ver|las?|una|me sacan|agujas?|inyecciones|sangre)|(?:sac\\w+|analisis|examen|prueba|muestra|donar|donacion)(?: \\w+){0,3} sangre|(?:vacunas?|ambulancia) (?:antirrabica|del ano pasado)',
  '(?:cuenta|factura|bill|cobro|cargo|recibo|pago)(?: \\w+){0,3} ambulancia|(?:calle|avenida|suite|apartamento|oficina|cuarto|numero) 911|despiert\\w+ (?:temprano|tarde|antes|a las|hasta|en la noche)',
]

const ALARMS = [
  // Heart
  '(?:{CHEST})|(?:{ATTACK})',
  '(?:duele|dolia|doliendo|dolor|punza|aprieta|apretando|oprime)(?: {VERY})*(?: (?:aqui|en))? (?:el|mi|su) pecho|pecho(?: (?:que|me|le|se|lo|esta|siento|siente|{VERY}))* (?:duele|doliendo|aprieta|apretado|apretando|oprimido|oprime|cerrado|cierra|explota)|(?:siento|siente)(?: \\w+)? (?:apretado|oprimido|pesado) el pecho|(?:elefante|algo pesado)(?: \\w+){0,2} (?:encima|en el pecho)|se (?:agarra|agarro|toca) el pecho',
  '(?:no (?:tiene|le (?:siento|encuentro|encontramos))(?: \\w+)?|sin) pulso|corazon(?: \\w+){0,2} (?:paro|dejo de latir|no late|detuvo)|(?:no le late|dejo de latir|se le paro)(?: \\w+)? (?:el )?corazon',
  // Breath
  '(?:no|ni|apenas|casi)(?: (?:me|le|se|puedo|puede|pueden|podemos|esta|estoy|estan|logro|logra|ni|casi|deja|dejan|quiere|alcanzo|alcanza|a|bien|siquiera))* (?:respirar|respira|respiro|respirando|respire|jalar aire|agarrar aire|jala aire|agarra aire|breathe|breathing)',
  '(?:{AIR})|(?:cuesta|costando|batallando|batalla|batallo|dificil|luchando|trabajo)(?: (?:mucho|mucha|trabajo|para|por|de|a|me|le|poder))* respirar|respira\\w* (?:con dificultad|muy mal|mal|muy raro|raro|muy rapido|apenas)|(?:falta|faltando|va|fue|acaba|acabando)(?: {VERY})* el (?:aire|aliento)|no (?:me |le |se )?entra (?:el )?aire|sin aire|dej[oa] de respirar|paro de respirar',
  '(?:se|me|nos) (?:le |nos )?(?:esta |estoy |estan |anda )?(?:ahog(?:a|o|ando|aba)|asfixi\\w+|atragant\\w+)|(?:ahogandose|asfixiandose|atragantandose|ahogandome|asfixiandome|asfixiando)',
  '(?:cierra|cerro|cerrando|cerrada)(?: (?:la|mi|su))* garganta|garganta(?: (?:se|me|le|la|esta|siento|{VERY}))* (?:cierra|cerro|cerrando|cerrada|hincha|hinchando|hinchada)|(?:hinch\\w+|inflam\\w+)(?: {VERY})*(?: (?:la|mi|su|toda|los|sus))* (?:lengua|garganta)|lengua(?: (?:se|me|le|la|esta|tengo|tiene|{VERY}))* (?:hinch\\w+|inflam\\w+)|reaccion alergica (?:{VERY} )*(?:grave|severa|fuerte|mala|fea|seria|horrible)|(?:teniendo|dando|dio|tengo|tiene)(?: (?:una|como|{VERY}))* reaccion alergica',
  '(?<!me )(?:poniendo|puso|pone|poniendose|esta|quedo)(?: (?:todo|toda|bien|muy|como))* (?:azul|morad[oa])(?= ,|$| (?:y|no|el|mi|la|de la|del|porque)\\b)|labios(?: \\w+){0,2} (?:azul\\w*|morad\\w+)|^(?:se )?ahoga',
  // Brain
  '(?:cayo|caid[oa]|torcio|torcid[oa]|paraliz\\w+|chuec[oa]|volteo)(?: \\w+){0,4} (?:la|su|media|de la|mitad de la) (?:cara|boca)|(?:fue|va|jalo|jala|jalando) (?:la |toda la )?(?:cara|boca)(?: \\w+)? (?:de|a|para|hacia) (?:un )?lado|(?:cara|boca)(?: (?:se|le|la|esta|tiene|toda|de|un|lado|{VERY}))* (?:torcid[oa]|chuec[oa]|caid[oa]|paraliz\\w+|volteada)|(?:medio cuerpo|media cara|un lado del cuerpo|(?:brazo|lado|pierna) izquierd[oa])(?: \\w+){0,2} (?:dormid[oa]|paraliz\\w+|entumid[oa]|entumecid[oa]|adormecid[oa]|no lo siento)|(?:dormid[oa]|paraliz\\w+|entumid[oa]|entumecid[oa]|adormecid[oa]|duerme|durmio|siento)(?: \\w+){0,2} (?:medio cuerpo|media cara|un lado del cuerpo|(?:brazo|lado) izquierdo)',
  'no (?:puedo|puede|pueden)(?: (?:ni|casi))? (?:mover|sentir|levantar)(?: (?:bien|el|la|los|las|su|sus|mi|mis|un))* (?:brazos?|piernas?|lado|cara|cuerpo)|no (?:siento|siente) (?:el|la|los|las|su|mi|un|medio|la mitad del) (?:brazos?|piernas?|lado|cuerpo)|(?:arrastra|arrastrando|enredando|enreda|trabando)(?: \\w+){0,2} (?:las palabras|la lengua|al hablar)|(?:de repente|de pronto)(?: \\w+){0,2} no (?:puede|puedo) (?:hablar|ver|caminar)|no (?:puede|puedo) (?:hablar|ver|caminar)(?: \\w+)? (?:de repente|de pronto)|espuma por la boca|echando espuma|peor dolor de cabeza|dolor de cabeza(?: \\w+){0,4} de (?:mi|su) vida',
  // Out
  'inconsciente|desmay\\w+|desvanec\\w+|perd(?:io|i|iendo) el (?:conocimiento|sentido)|sin conocimiento|se (?:le |nos |me )?(?:desplomo|colapso)|(?:se (?:le |nos |me )?|acaba de )(?:desplom\\w+|colaps\\w+)|no (?:me |nos )?reacciona|no (?:vuelve|volvia) en si',
  'no (?:se |lo |la |le |nos |me )*(?:quiere |puedo |puede |podemos |logro |logramos )?(?:despierta|despertar|desperto|despertarlo|despertarla)(?! (?:temprano|tarde|antes|a\\b|hasta|en la noche))|(?:cay\\w+|desmay\\w+|golpe\\w+|tirad[oa]|ties[oa]|palid[oa]|ido|ida|piso|suelo|encontr\\w+)(?: \\w+| ,){0,7} no (?:me |se |nos )?(?:responde|contesta|mueve|levanta|habla)|(?:{SOMEONE})(?: (?:ya|que|esta))? no (?:se mueve|me responde|nos responde)',
  // Blood and wounds
  'sangr(?:a|o|ando|andole)(?: (?:le|la|el|mi|su|nariz|cabeza|boca|esta))* (?:{VERY} )*(?:mucho|muchisimo|demasiado|bastante|feo|fuerte|a chorros|sin parar|un monton|bien feo)|no (?:le |me |se |para |deja |dejo |paro |puedo |podemos |puede |logro )*(?:de (?:sangrar(?:me|le)?|salir(?:le|me)? sangre)|(?:parar|detener|controlar)(?:le)? (?:la sangre|el sangrado|la hemorragia)|para (?:el sangrado|la sangre)|detiene (?:el sangrado|la sangre))|(?:sangrado|sangre|hemorragia)(?: \\w+){0,2} no (?:se )?(?:para|deja|detiene|quita|le para)|(?:mucha|muchisima|demasiada|tanta|charco de|pura|perdiendo|perdido) (?:\\w+ )?sangre|sangre por todos? (?:lados|partes|lado)|(?:echando|vomit\\w+|tosi\\w+|tose|escupiendo|orinando)(?: \\w+)? sangre|hemorragia|desangr\\w+',
  'atropell\\w+|(?:le|me|lo|la|nos) (?:dispar\\w+|apunal\\w+|acuchill\\w+|balacearon|balearon|electrocut\\w+)|balazos?|apunalad[oa]|se electrocut\\w+|se (?:mocho|arranco|amputo) (?:el|un|los|la) (?:dedos?|mano|pie)|se quem(?:o|aron) (?:tod[oa] )?(?:el cuerpo|la cara)|(?:golpe\\w*|pego|descalabro)(?: \\w+){0,4} cabeza(?: ,| \\w+){0,8} (?:vomit\\w+|maread[oa]|confundid[oa]|sangr\\w+|no responde|inconsciente|dormid[oa])',
  // Poison, birth, fire, violence
  '(?:tomo|tome|trago|trague|comio|ingirio|bebio)(?: \\w+){0,3} (?:cloro|veneno|raticida|anticongelante|detergente|pilas?|iman(?:es)?|bateria|fabuloso|pinol|gasolina|destapacanos|thinner)|(?:tomo|tome|trago|trague|comio|tomado)(?: \\w+)? (?:todas|muchas|demasiadas|un monton de|(?:un|el|todo el|una|la|toda la) (?:frasco|bote|botella|caja|bolsa|puno)(?: de)?|un chorro de)(?: (?:las|sus|mis|los|de|esas))* (?:\\w+ )?(?:pastillas|medicinas?|medicamentos?|pildoras|tylenol|aspirinas|tabletas)|(?:hij[oa]|nin[oa]|bebe|nen[ea]|niet[oa]|herman[oa]|hijit[oa])(?: \\w+){0,3} se (?:trago|comio|tomo) (?:unas?|mis?|varias|todas|otras|las pastillas de|la medicina de)(?: \\w+){0,2} (?:pastillas?|medicinas?|pildoras?|mi|su|abuel[oa])|envenen\\w+|intoxicad[oa]|intoxico|monoxido|(?:huele|olor|oliendo)(?: \\w+)? a gas|fuga de gas',
  'rompio (?:la )?fuente|rompi(?:o|eron)? (?:la )?(?:bolsa|fuente)|(?:esta|estoy|entro) (?:en|de) (?:labor|trabajo de parto|parto)|(?:ya )?(?:viene|va a nacer|esta naciendo) el bebe|incendi\\w+|(?:hay|tenemos|se prendio)(?: (?:mucho|humo|y))* (?:fuego|lumbre|humo)|en llamas|se (?:nos |me )?esta quemando (?:la casa|el|mi|la cocina|el edificio|un|una)|(?:hay|entro|un|una|alguien)(?: \\w+){0,4} (?:con|trae|tiene) (?:una? )?(?:pistola|arma|cuchillo)|me quieren? matar|me (?:esta|estan) (?:pegando|golpeando|atacando|ahorcando|matando a golpes)|(?:esta|estan) (?:golpeando|atacando|ahorcando|apunalando) a',
  // The very young, and those who are expecting
  '(?:bebe|nin[oa]|hij[oa]|niet[oa])(?=.*(?:{INFANT})){NEAR} (?:{FEVER})|(?:{FEVER}){NEAR} (?:bebe|nin[oa]|hij[oa]|niet[oa])(?=.*(?:{INFANT}))|recien nacid[oa]{NEAR} (?:{FEVER})|(?:{FEVER}){NEAR} recien nacid[oa]',
  'embaraz\\w+{NEAR} (?:sangr\\w+|contracciones)|(?:sangr\\w+|contracciones){NEAR} embaraz\\w+|(?:teniendo|tengo) un aborto|abortando|no (?:siento|he sentido)(?: (?:que|a|al|mi|el|se|mueva|moverse))* bebe|bebe (?:ya )?no se mueve',
  // What comes suddenly
  '(?:de repente|de pronto){NEAR} (?:confundid[oa]|desorientad[oa]|incoherencias)|(?:confundid[oa]|desorientad[oa]|incoherencias){NEAR} (?:de repente|de pronto|no sabe (?:donde|quien))|habla(?:ndo)?(?: \\w+){0,2} (?:raro|enredado|trabado|arrastrado){NEAR} (?:de repente|de pronto|brazo|cara)|(?:de repente|de pronto){NEAR} habla(?:ndo)?(?: \\w+){0,2} (?:raro|enredado|trabado)|no (?:puedo|puede) ver(?: \\w+){0,3} (?:de|con) (?:un|el) ojo|perdi(?:o)? la (?:vista|vision)',
  '(?:brazo|mandibula|quijada){NEAR} sud(?:a|ando|or)|sud(?:a|ando|or){NEAR} (?:duele|duelen|dolor){NEAR} (?:brazo|mandibula|quijada)',
  'presion(?: \\w+){0,6} (?:1[89]\\d|2\\d\\d)(?=.* (?:cabeza|maread\\w+|pecho|vista|vomit\\w+))|azucar(?: \\w+){0,5} (?:[4-9]\\d\\d|[1-5]\\d)(?=.* (?:vomit\\w+|confundid\\w+|maread\\w+|dormid\\w+|tembl\\w+|sud\\w+|debil))',
  'cuello (?:ties[oa]|rigid[oa]){NEAR} (?:fiebre|calentura|sarpullido|vomit\\w+)|(?:fiebre|calentura|sarpullido){NEAR} cuello (?:ties[oa]|rigid[oa])|apendice(?: \\w+){0,3} (?:revento|reventad[oa]|rompio|exploto)|revento(?: \\w+)? apendice',
  '(?:llev\\w+)(?: \\w+){1,4} (?:horas?|rato|noche|dia) sangrando|hinchazon{NEAR} (?:baj\\w+|sub\\w+|extend\\w+|pasando)(?: \\w+){0,2} (?:cuello|ojo|garganta)|no (?:puedo|puede) abrir (?:bien )?la boca(?=.* (?:fiebre|calentura))|(?:fiebre|calentura){NEAR} no (?:puedo|puede) abrir (?:bien )?la boca|(?:tome|tomo)(?: \\w+){0,5} (?:dos veces|doble)(?=.* (?:siento|siente|maread\\w+|rar[oa]|debil|confundid\\w+|sueno))',
  // Injuries
  '(?:ve|veo|asoma|asomando|salido|salio)(?: \\w+)? el hueso|hueso (?:salido|de fuera|afuera|expuesto)|(?:cort\\w+|herida)(?: \\w+){0,5} hasta el hueso|(?:dedo|mano|oreja|pie|brazo|pierna)(?: \\w+){0,3} (?:colgando|arrancad[oa])',
  '(?:cayo|cai|caimos|caid[oa]){NEAR} no (?:se )?(?:puede|puedo|podemos) (?:levant\\w+|pararse|pararme|moverse|moverme)|quem(?:e|o|aron|amos){NEAR} (?:agua|aceite) (?:hirviendo|caliente)|quemaduras? de tercer grado|(?:mordio|mordido|pico|picado)(?: \\w+){0,4} (?:vibora|serpiente|culebra|alacran|viuda negra)|mordedura de (?:vibora|serpiente|culebra)',
  // Swallowed, or closing up
  '(?:trago|tragado|comio){NEAR} (?:babe\\w+|atorad[oa])|(?:pila|bateria) (?:en|dentro de) (?:la|el|su) (?:nariz|oido|garganta)|sangre en (?:el|su|mi) vomito',
  '(?:hinch\\w+|inflam\\w+|infect\\w+|absceso){NEAR} no (?:puedo|puede)(?: ni)? (?:tragar|pasar saliva|abrir (?:la boca|el ojo))|no (?:puedo|puede)(?: ni)? (?:tragar|pasar saliva)(?! (?:pastillas|pildoras))(?=.* (?:hinch\\w+|inflam\\w+|infec\\w+|absceso))|(?:inyeccion|vacuna|picadura|cacahuates?|nueces|mariscos|penicilina|antibiotico){NEAR} garganta(?: \\w+){0,3} (?:rar[oa]|apretad[oa]|cerrad[oa])',
  // Said outright
  '(?:llam\\w+|marc\\w+|marqu\\w+|habl\\w+)(?: \\w+)? (?:al|a) (?:el )?911|(?:llam\\w+|mand\\w+|envi\\w+|pid\\w+|pedir|necesit\\w+|quiero|urge|ocup\\w+|hace falta)(?: (?:a|me|nos|una|la|que|venga|manden|por|ya|urgente))* ambulancia|(?:una )?ambulancia(?: ya| rapido| urgente| ahora)?(?= ,|$)|(?:^|, )911(?= ,|$)|auxilio',
  '(?:es|tengo|tenemos|hay|tiene|sea|en|esto es|tuvimos|por)(?: (?:una|la|como|realmente|{VERY}))* emergencia|emergencia medica|^emergencia|urgencia medica|de vida o muerte|(?:se|me|nos) (?:esta|estoy|estan|estamos) muriendo|muriendose|muriendome|se (?:me |nos )?(?:va a morir|muere)|me muero(?= ,|$)|me voy a morir(?! (?:de|si))|(?:esta|creo que esta) muert[oa](?= ,|$)',
]

/** Signs that a life is in danger now, in Spanish. Someone else's too, but not one that was in danger long ago. */
export const spanishEmergencyEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
