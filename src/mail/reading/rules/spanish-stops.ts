import { words, type Rule } from './rule.ts'

const ONLY_NOW =
  /\b(?:antes de|despues de|hasta|hoy|manana por|esta (?:tarde|noche|semana)|por la (?:manana|noche|tarde)|en el trabajo|a estas horas|tan (?:temprano|tarde)|los (?:domingos|sabados|fines)|de vuelta)\b|\b(?:no dejen de|no deje de|por que (?:dejaron|no)|como (?:puedo|pueden) (?:mis|nuestros))\b/
const STOP =
  '(?:no (?:me |nos )?(?:vuelvan? a |sigan |quiero (?:que (?:me )?(?:sigan |vuelvan a )?|recibir |mas |que )*|deseo (?:que (?:me )?|recibir |mas )*)*|dej(?:en|e|ad|a) de |par(?:en|e|ad) (?:de |con |las |los )*|basta de |no mas |ya no (?:me |quiero (?:recibir |mas |que me )*|deseo (?:recibir )*)*|nunca (?:me |mas )*|ces(?:en|e) (?:de |las |los )*|detengan (?:las |los )*)'

export const SPANISH_STOPS: readonly Rule[] = [
  {
    label: 'optout_voice',
    name: 'optout.es.voice',
    says: words(
      `${STOP}(?:me |mas |hacer |sus |las |estas |recibir |estar )*(?:llam(?:en|e|ar|arme|arnos|ando|adas?|eis)|telefone\\w+|llamadas)(?: telefonicas)?(?: mas| nunca)?|(?:quit|saqu|borr|elimin)\\w* (?:me |mi (?:numero|telefono) )*de (?:su|la|sus|las) listas? de llamadas`,
    ),
    unless: ONLY_NOW,
  },
  {
    label: 'optout_sms',
    name: 'optout.es.sms',
    says: words(
      `${STOP}(?:me |mas |enviar |enviarme |mandar |mandarme |envien |manden |recibir |sus )*(?:sms|mensajes de texto|textos)(?: mas)?`,
    ),
    unless: ONLY_NOW,
  },
  {
    label: 'optout_whatsapp',
    name: 'optout.es.whatsapp',
    says: words(`${STOP}~5(?:por |en |de |a traves de )?(?:mi )?whatsapp`),
    unless: ONLY_NOW,
  },
  {
    label: 'optout_marketing',
    name: 'optout.es.marketing',
    says: words(
      `${STOP}~3(?:publicidad|promociones|promocional(?:es)?|ofertas|correos?|emails?|e-mails?|boletin(?:es)?|anuncios|newsletter|marketing|spam|publicitari[oa]s?)|dar(?:me)? de baja(?! (?:mi cuenta|de (?:su|la) base))|den(?:me)? de baja|d[ea]r?me de baja|baja de (?:su|la) (?:lista|boletin|newsletter)|desuscri\\w+|cancelar (?:la |mi )?suscripcion|(?:quit|saqu|borr|elimin)\\w*me de (?:su|la|sus|todas las) listas? ?(?:de (?:correo|distribucion|envio|publicidad|mailing))`,
    ),
    unless: /\b(?:para darse de baja|si (?:no desea|ya no desea)|haga clic|cita|curso)\b/,
  },
  {
    label: 'optout_all',
    name: 'optout.es.all',
    says: words(
      `${STOP}(?:me |mas |volver a |a |sus |recibir |ser |intentar |ponerse en )*(?:contact(?:en|e|ar|arme|arnos|ando|o|ad[oa]|acto)|contacto|molest(?:en|e|ar|arme|ando|arnos)|escrib(?:an|a|ir|irme|iendo|anme)|envi(?:en|e|ar|arme|ando)(?: nada| mensajes| mas mensajes)?|mand(?:en|e|ar|arme|ando)(?: nada| mensajes)?|mensajes|comunic\\w+|acos\\w+|hostig\\w+|busc(?:arme|ando))|dej(?:en|e|a)me (?:en paz|tranquil[oa])|(?:quit|saqu|borr|elimin)\\w*me de (?:su|la|sus|todas las|todas sus) listas?(?! de)|(?:quit|borr|elimin|saqu)\\w* mi (?:numero|telefono) de (?:su|sus|la) (?:lista|listas)(?! de llamadas)|no contactar`,
    ),
    unless: new RegExp(
      `${ONLY_NOW.source}|\\b(?:whatsapp|sms|mensajes de texto|publicidad|promocion\\w*|correos?|por correo)\\b`,
    ),
  },
]

const EDAD = '(?:[4-9]|1[0-7]|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|diecisiete)'

export const SPANISH_PEOPLE: readonly Rule[] = [
  {
    label: 'child',
    name: 'child.es',
    says: words(
      `(?:yo )?tengo ${EDAD} anos(?! (?:de|con|trabajando|siendo))|soy (?:menor|un nino|una nina|menor de edad)|(?:datos|informacion|grabaci\\w+|grabaron|llamaron|recopil\\w+|hablaron|voz|contactaron) ~5(?:mi (?:hij[oa]|nin[oa]|niet[oa])|(?:un|una|mi) menor|menores)|mi (?:hij[oa]|nin[oa]) ~3(?:fue |es )?(?:grabad[oa]|menor|contactad[oa])|menor de edad|consentimiento (?:parental|de los padres)`,
    ),
    unless: /\b(?:cita|limpieza|consulta para|reserva)\b/,
  },
  {
    label: 'agent',
    name: 'agent.es',
    says: words(
      `en (?:nombre|representacion) de (?!(?:mi|nuestra|la) (?:empresa|clinica|compania))|(?:representante|apoderad[oa]|tutor|tutora) (?:legal|autorizad[oa])?(?: de)?|poder notarial|abogad[oa] de|(?:datos|informacion|cuenta|grabaciones|expediente) de mi (?:madre|padre|mama|papa|espos[oa]|marido|mujer|hij[oa]|abuel[oa]|herman[oa]|client[ea])|soy (?:su|la|el) (?:madre|padre|espos[oa]|hij[oa]|tutora?|abogad[oa])(?: de)?`,
    ),
  },
  {
    label: 'wrong_number',
    name: 'wrong_number.es',
    says: words(
      `numero equivocado|(?:se|estan) equivoc\\w+ de (?:numero|persona)|persona equivocada|no soy (?:la persona|el|la|quien|[a-z]+ [a-z]+$)|(?:aqui )?no (?:vive|hay|existe) ~2(?:con ese nombre|llamad[oa]|asi)|este (?:numero|telefono) (?:es|ya) ~4(?:nuevo|otra persona|no es|mio)|no conozco a (?:esa|ninguna|ningun)`,
    ),
    unless: /\bno soy (?:cliente|robot|capaz)\b|\bmarque\b/,
  },
]
