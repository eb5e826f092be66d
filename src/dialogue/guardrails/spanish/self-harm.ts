import { earFor } from '../listen-for.ts'

const GROUPS = {
  WILL: 'quiero|quiere|quieren|quisiera|queria|voy a|va a|vamos a|iba a|pienso(?: en)?|piensa(?: en)?|pensando en|pensado en|penso en|pensamientos de|ideas de|ganas de|gustaria|prefiero|preferiria|intento|intente|trato de|trate de|tratado de|amenaza con|amenazo con|dijo que|planeo|planea|planeando|podria|necesito|debo|mejor',
  BUT: 'pena|verguenza|risa|hambre|sueno|sed|calor|frio|coraje|nervios|aburrimiento|cansancio|susto|curiosidad|amor|emocion|envidia',
}

const INNOCENT = [
  '(?:morir(?:me|se)?|mori|muero|muriendo|matar(?:me|se)?) (?:de|del|de la) (?:la )?(?:{BUT})|(?:no|nunca) (?:me |se )?(?:quiero|quiere|quisiera|voy a|vaya a)(?: (?:me|se))? (?:morir|matar|lastimar|hacer dano|cortar)(?:me|se)?',
  '(?:no|ni|nunca|tampoco|sin)(?: (?:soy|es|tengo|tiene|he|ha|tenido|pensado|pensamientos?|ideas?|ningun|ninguna|intencion|intenciones|de|en|estoy|intentos?))* suicid\\w+|(?:escuadron suicida|(?:prevencion|caminata|mes|semana|linea|taller|charla)(?: \\w+){0,3} suicidio)|(?:se suicido|suicidio)(?: \\w+){0,4} (?:hace|ano|anos|cuando|murio)|(?:murio|fallecio) por suicidio',
  '(?:me corte|me lastime|me hice dano|me queme|me golpee)(?: \\w+){0,3} (?:jugando|cocinando|rasurando\\w*|afeitando\\w*|trabajando|corriendo|con el|con la|con un|en el|en la|ayer|sin querer)|(?:quiero|quisiera|voy a|necesito) (?:ir a )?cortarme (?:el|las|mi) (?:pelo|cabello|unas|fleco|puntas)|(?:matar|matando|mato)(?:me|nos)? (?:trabajando|estudiando|de trabajo|en el gimnasio|en el trabajo|el tiempo)|me (?:estoy )?mat(?:o|ando) (?:trabajando|estudiando|en el gimnasio)',
]

const ALARMS = [
  'suicid(?:ios?|as?|o|ar|arme|arse|arnos|ado|ada|ando|andose)',
  '(?:{WILL})(?: (?:ya|solo|nomas|mejor|se|me|que|quiere|va a|simplemente|a veces))* (?:matarme|matarse|morirme|morirse|morir|suicidarme|ahorcarme|ahorcarse|colgarme|colgarse|quitarme la vida|quitarse la vida|acabar con todo|terminar con todo|desaparecer(?:me)? (?:de este mundo|para siempre)|dormir(?:me)? y no despertar|no despertar(?:me)?(?: mas| nunca)?|estar muert[oa]|no existir)(?! (?:de (?:{BUT})))',
  '(?:me (?:quiero|quisiera|queria|voy a|iba a|puedo|pienso|intento|intente|he querido|he intentado|trato de|dan ganas de)|se (?:quiere|quisiera|queria|va a|iba a|puede|intento|ha querido|ha intentado|trato de|trata de|quiso)) ?(?:ya |a veces |a )*(?:matar|morir|ahorcar|colgar|quitar la vida|cortar las venas|hacer dano|lastimar(?= ,|$| a mi mism[oa])|dar un tiro|pegar un tiro|(?:aventar|tirar|lanzar) (?:de|del|desde|al|a) (?:un |una |el |la )?(?:puente|azotea|techo|edificio|tren|metro|carros|ventana|vias))(?! (?:de (?:{BUT})|el (?:pelo|cabello)))',
  '(?:quitar(?:me|se|nos)?|acabar con|terminar con|termin(?:o|e) con|acab(?:o|e) con) (?:mi|su|la) (?:propia )?vida|(?:quitarme|quitarse) la vida|(?:cortar|corta|cortando|corto|corte)(?:me|se|ndose)?(?: \\w+)? (?:las venas|las munecas|los brazos|las piernas)(?! (?:con el cesped|el pelo))|cortandose(?= ,|$| (?:los|las|otra vez|a escondidas)\\b)|me (?:estoy|he estado) cortando(?! (?:el|las unas))|autolesi\\w+|matarme(?= ,|$)|pegarme un tiro|darme un tiro',
  '(?:{WILL})(?: (?:de|a|ya|en))* (?:hacerme|hacerse) dano(?! con)|(?:{WILL})(?: (?:de|a|ya|en))* (?:lastimarme|lastimarse)(?= ,|$| a (?:mi|si) mism[oa])|(?:hacerme|hacerse|hago|hace) dano a (?:mi|si) mism[oa]',
  'no (?:quiero|quiere|deseo|tengo ganas de|puedo|aguanto)(?: (?:ya|mas|seguir|continuar))* (?:vivir|viviendo|existir|estar viv[oa]|en este mundo)(?! (?:en|lejos|cerca|aqui|con|ahi|alla|sol[oa]))|no (?:quiero|quiere) (?:ya )?(?:estar|seguir)(?: (?:mas|ya|aqui))* (?:en este mundo|en esta vida|viv[oa])|irme de este mundo|no (?:quiero|quisiera) (?:volver a )?despertar(?:me)?(?= ,|$| (?:mas|nunca|manana)\\b)|no aguanto (?:mas )?(?:la|esta|mi) vida|no puedo mas con (?:la|mi|esta) vida',
  '(?:no (?:tengo|hay|encuentro|veo|le veo|tiene|me queda)(?: \\w+){0,2}|sin|perdi)(?: (?:las|ganas|razon|razones|motivos?|sentido|para que|por que|nada|por|de|para|ya|la|el|que|ni))* (?:vivir|seguir viviendo|viviendo|seguir adelante)(?! (?:en|aqui|con))|(?:la|mi) vida(?: (?:ya|me))* no (?:tiene|le veo|vale)(?: \\w+){0,3} (?:sentido|pena|nada)|para que (?:vivo|vivir|sigo viviendo|seguir viviendo|quiero vivir)|no vale la pena (?:vivir|seguir viviendo)|(?:cansad[oa]|hart[oa]) de (?:vivir|la vida|estar viv[oa])',
  '(?:estarian|estaria|estan) mejor (?:sin mi|si (?:yo )?no estuviera|si me muero|muert[oa])|nadie (?:me )?(?:va a extranar|extranaria)|(?:ojala|quisiera|desearia)(?: (?:que|yo|ya|me|nunca|no|hubiera|haber))* (?:muriera|muera|nacid[oa]|despertara|estuviera muert[oa])|(?:pastillas|pildoras|medicinas?)(?: \\w+){0,4} (?:a proposito|para morir\\w*|para matar(?:me|se))|mejor (?:me )?(?:muero|mato)(?= ,|$)|pistola en la cabeza|(?:aventarme|tirarme|lanzarme|aventarse|tirarse|lanzarse|saltar|brincar) (?:de|del|desde|al|a) (?:un |una |el |la |las )?(?:puente|azotea|techo|edificio|tren|metro|carros|ventana|vias)',
]

/** Talk of ending or hurting oneself, in Spanish: the caller's or that of somebody the caller speaks about. */
export const spanishSelfHarmEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
