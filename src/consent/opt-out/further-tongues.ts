import { earFor } from '../../dialogue/guardrails/listen-for.ts'

const GROUPS = {
  END: '(?= ,|$| (?:sil|svp|s il|merci|obrigad[oa]|danke|bitte|jamais|nunca|mais|nunca mais|nie|jamais plus|ici|a ce numero|neste numero|unter dieser nummer|por favor|porque|parce|car|weil|sonst|ou|ou je|ou bien|senao|et|e|und|nao|je|ich|ja|deja|sinon)\\b)',
  APPELS: 'appels?|messages?|textos?|sms|courriels?|rappels|publicites?|notifications|promotions',
  LIGACOES: 'ligacoes|ligacao|chamadas?|mensagens|mensagem|sms|e ?mails|propagandas?|notificacoes|promocoes',
  ANRUFE: 'anrufe?|nachrichten|nachricht|sms|werbung|e ?mails|mails|erinnerungen|werbeanrufe',
}

const INNOCENT = [
  '(?:n )?(?:appelez|appelle|rappelez)(?: moi)? plus (?:tard|tot|fort)|ne m ?appelez pas (?:avant|apres|demain|au|le|ce|cet|entre|si|madame|monsieur)|arret(?:ez|e|er)? (?:de |d ?)?(?:fumer|prendre|bus|maladie|cardiaque)',
  'nao (?:me )?lig\\w+ (?:amanha|antes|depois|no|na|hoje|agora|ate|se|de manha|a noite)|par(?:e|ar|ou|ei) de (?:fumar|tomar|doer|sangrar)|(?:remov|tir)\\w+(?: \\w+){0,2} lista de espera',
  'ruf\\w* (?:sie )?mich nicht (?:vor|nach|morgen|heute|auf|am|im|zu|so)|warteliste|(?:termin|termine)(?: \\w+){0,2} abmelden',
]

const ALARMS = [
  // French; an apostrophe may be heard as a space, or not at all.
  '(?:arret(?:ez|e|er)|cess(?:ez|e)|stoppez)(?: (?:donc|tout de suite))? (?:de |d )?(?:m |me |nous |n |mes? )?(?:appeler|mappeler|telephoner|contacter|envoyer|menvoyer|ecrire|mecrire|texter|harceler|deranger|importuner|les (?:{APPELS})|vos (?:{APPELS})|ces (?:{APPELS}))|(?:ne |n )?(?:m ?appel(?:ez|le|les)|me (?:rappel\\w+|contact\\w+|telephon\\w+|texte\\w*|derang\\w+)|m ?ecriv\\w+|m ?envoy\\w+|nous appelez|n ?appelez) (?:plus|jamais|plus jamais)(?: (?:rien|de (?:{APPELS})|ce numero|chez moi))?{END}|ne (?:m ?appelez|me contactez|m ?ecrivez|m ?envoyez) pas{END}',
  '(?:veux|voudrais|souhaite|desire) (?:plus|pas) (?:(?:recevoir|de|d|vos|ces|que|vous|avoir|etre|avoir de) )*(?:d?(?:{APPELS})|m ?appel\\w+|me contact\\w+|appele\\w*|contacte\\w*|derange\\w*|m ?ecriv\\w+)(?! (?:avant|apres|au))|(?:retir|enlev|supprim|effac|ray|ot)(?:ez|e|er)?(?: (?:moi|mon|numero|nom|et|m|nous))* (?:de|du)(?: (?:votre|la|vos|cette|toutes))* (?:listes?|base|fichiers?|systeme|repertoire)(?! d ?attente)|(?:supprim|effac|enlev|retir)(?:ez|er) mon numero|desabonn\\w+|desinscri\\w+|plus d ?(?:appels|messages|textos)(?= ,|$)|laiss(?:ez|e)(?: moi| nous) tranquille|fich(?:ez|e) moi la paix',
  // Portuguese
  '(?:pare|parem|para|deixe|deixem|chega)(?: ja)? de (?:me |nos |ficar )*(?:ligar|ligando|telefonar|ligacoes|incomodar|perturbar|mandar|enviar|contatar|contactar|escrever|me incomodar)(?! (?:o|a|para (?:o|a)))|nao (?:me |nos )?(?:lig(?:ue|uem|a)|telefonem?|mandem?|enviem?|escrev(?:a|am)|contat(?:e|em)|incomod(?:e|em)|perturb(?:e|em)|entrem?(?: mais)? em contato|procur(?:e|em))(?: (?:mais|nunca mais|nunca|jamais|de novo|outra vez|mensagens?|nada|para (?:mim|ca|este numero)))*{END}|nunca mais (?:me )?(?:lig\\w+|mand\\w+|escrev\\w+)',
  'nao (?:quero|desejo|aceito|autorizo)(?: (?:mais|receber|que|me|nos|de|suas|essas|estas|nenhuma|ser|voces?|continuem?))* (?:(?:{LIGACOES})|liguem?|mandem?|contat\\w+|incomod\\w+|perturb\\w+)(?! (?:antes|amanha|depois|no |na ))|(?:me )?(?:tir|remov|retir|exclu|apag)\\w*(?: (?:me|o|meu|nome|numero|telefone|e))* (?:da|de|do|dessa|desta|das)(?: (?:sua|lista de contatos|suas|seu))* (?:listas?|sistema|cadastro|base)|(?:remov|tir|apag|exclu)\\w* (?:o )?meu (?:numero|telefone)|descadastr\\w+|cancel\\w+ (?:a )?(?:minha )?inscricao|me deix(?:e|em|a) em paz|deix(?:e|em) me em paz|chega de (?:{LIGACOES})',
  // German
  '(?:ruf(?:en|t|e)?|kontaktier(?:en|t|e)?|schreib(?:en|t|e)?|belastig(?:en|t|e)?|anruf(?:en)?|stor(?:en|t|e)?)(?: sie| ihr| bitte)* (?:mich|mir|uns|hier|diese nummer|bei mir)(?: (?:bitte|hier|unter dieser nummer))* (?:nicht mehr|nie wieder|nie mehr|niemals wieder)(?: (?:an|wieder an))?|ruf(?:en|t)?(?: sie| ihr)* mich(?: bitte)? nicht an{END}|(?:hor(?:en|t)?|hoer(?:en|t)?)(?: sie| ihr| endlich| bitte)* auf(?: ,)? (?:mich |mir |uns )?(?:(?:standig|immer|dauernd) )*(?:anzurufen|zu kontaktieren|zu schreiben|zu belastigen|nachrichten zu schicken)|(?:mochte|moechte|will|wollen|wunsche|brauche)(?: (?:ich|von|ihnen|euch|wir))* keine(?: weiteren| weitere)? (?:{ANRUFE})(?: (?:mehr|von ihnen|von euch|erhalten|bekommen|haben))*|keine (?:{ANRUFE}) mehr',
  '(?:mochte|moechte|will)(?: ich)? nicht (?:mehr )?(?:angerufen|kontaktiert|belastigt|angeschrieben) werden(?! (?:vor|nach))|(?:nehm(?:en|t)?|streich(?:en|t)?|losch(?:en|t)?|loesch(?:en|t)?|entfern(?:en|t)?)(?: sie| ihr| bitte)* (?:mich|meine (?:telefon)?nummer|meinen namen|meine daten)(?: \\w+){0,2}? (?:von|aus)(?: (?:der|ihrer|dieser|eurer))* (?:\\w*liste|datenbank|verteiler|system|kartei)|(?:losch(?:en|t)?|loesch(?:en|t)?)(?: sie| bitte)* meine (?:telefon)?nummer|melden? (?:sie )?mich(?: bitte)? ab|lass(?:en|t)?(?: sie| ihr| bitte)* (?:mich|uns)(?: bitte| endlich)* in ruhe|widerrufe? (?:hiermit )?meine (?:einwilligung|zustimmung)',
]

/** That they are not to be contacted again, said in French, Portuguese or German: the plainest ways. */
export const furtherOptOutEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
