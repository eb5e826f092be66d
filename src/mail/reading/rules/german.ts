import { words, type Rule, type Turns } from './rule.ts'

const german: Turns = {
  clause: /[,;:]\s| aber | sondern | und (?!nicht )/,
  before: [
    /\b(?:nicht|nie|niemals|kein\w*|ohne|haben sie|habt ihr|wurden|wann|wie lange|falls|wenn|bevor|danke fur)(?: [\w'-]+){0,7}\s*$/,
  ],
  despite: /\b(?:nicht (?:nur|vergessen)|wenn (?:moglich|sie))\b/,
}
/** In German the no may follow: "loeschen Sie meine Daten nicht". */
const GERMAN_NO =
  /\b(?:losch\w*|entfern\w*)(?: [\w'-]+){0,6} (?:nicht|keinesfalls)\b|\b(?:nicht|keine\w*)(?: [\w'-]+){0,4} (?:losch\w*|geloscht)|\btermin\b/
const DATEN =
  '(?:(?:alle|all|jegliche|samtliche|die|uber mich|bei ihnen|von mir|meine|meiner|mein|meinen|meines|unsere|gespeicherten|personenbezogenen|personlichen|vorhandenen) )+(?:daten|informationen|konto|aufzeichnungen?|aufnahmen?|telefonnummer|nummer|kundendaten|patientendaten|anrufe|gesprache|account|adresse|profil)'

/** The basic rights: what is said less plainly goes to the model or to somebody. */
export const GERMAN: readonly Rule[] = [
  {
    label: 'delete',
    name: 'delete.de',
    says: words(
      `(?:losch(?:en|e|t|ung)|entfern(?:en|e|t)|vernicht(?:en|e)|tilg(?:en|e))(?: sie| ihr| bitte| umgehend| unverzuglich| sofort| endlich| von| der)* ${DATEN}|${DATEN} ~6(?:geloscht|loschen|zu loschen|gelöscht|entfernt|entfernen|zu entfernen|vernichten|loschung)|recht auf (?:loschung|vergessenwerden)|(?:losch(?:ungs)?(?:antrag|anfrage|begehren)|art(?:ikel|\\.)? ?17 (?:der )?(?:dsgvo|ds-gvo|gdpr))|(?:verlange|beantrage|fordere|bitte um|wunsche) (?:die |hiermit die |eine |sofortige |vollstandige )*loschung`,
    ),
    unless: GERMAN_NO,
    turns: german,
  },
  {
    label: 'access',
    name: 'access.de',
    says: words(
      `auskunft (?:uber|zu|nach|gemass|bezuglich) ~4|(?:welche|was fur) ~1(?:daten|informationen) ~3(?:gespeichert|haben|speichern|verarbeiten|uber mich)|recht auf auskunft|auskunfts(?:recht|ersuchen|anfrage|antrag|begehren)|datenauskunft|selbstauskunft|kopie ~1${DATEN}|art(?:ikel|\\.)? ?15 (?:der )?(?:dsgvo|ds-gvo|gdpr)|(?:schicken|senden|geben|ubermitteln) sie mir ~3${DATEN}`,
    ),
    turns: german,
  },
  {
    label: 'correct',
    name: 'correct.de',
    says: words(
      `(?:berichtig(?:en|ung|e)|korrigier(?:en|e)|(?:a|ae)nder(?:n|e)|aktualisier(?:en|e)|richtigstellung)(?: sie| bitte| von| der)* (?:meine|meinen|mein|meiner|den|die) ~2(?:name|namen|adresse|anschrift|telefonnummer|nummer|e-?mail|e-?mail-adresse|geburtsdatum|daten|nachnamen)|mein(?:e|en)? (?:name|adresse|telefonnummer|geburtsdatum|daten) (?:ist|sind|wird|wurde) ~1(?:falsch|nicht richtig|nicht korrekt|unrichtig|veraltet)|recht auf berichtigung|art(?:ikel|\\.)? ?16 (?:der )?(?:dsgvo|ds-gvo)`,
    ),
    turns: german,
  },
  {
    label: 'object',
    name: 'object.de',
    says: words(
      `widerspr(?:eche|uch)(?: ich)?(?: hiermit)?(?: gegen)?(?: der| die| einlegen)?|widerrufe ~3einwilligung|einwilligung ~3(?:widerruf\\w*|zuruck\\w*)|widerruf meiner einwilligung|art(?:ikel|\\.)? ?21 (?:der )?(?:dsgvo|ds-gvo)|nicht damit einverstanden,? dass ~4(?:daten|gesprache|anrufe)`,
    ),
  },
  {
    label: 'restrict',
    name: 'restrict.de',
    says: words(
      `einschrankung der verarbeitung|(?:verarbeitung|nutzung) ~4(?:einschranken|einzuschranken|sperren)|recht auf einschrankung|art(?:ikel|\\.)? ?18 (?:der )?(?:dsgvo|ds-gvo)|meine daten (?:zu )?sperren|sperren sie meine daten`,
    ),
  },
  {
    label: 'portability',
    name: 'portability.de',
    says: words(
      `datenubertragbarkeit|datenportabilitat|maschinenlesbar\\w*|meine daten ~4(?:ubertragen|zu ubertragen)|art(?:ikel|\\.)? ?20 (?:der )?(?:dsgvo|ds-gvo)`,
    ),
  },
  {
    label: 'withdraw_request',
    name: 'withdraw.de',
    says: words(
      `(?:ziehe|nehme|mochte) ~3(?:antrag|anfrage|loschung|loschantrag) ~2zuruck\\w*|(?:loschen sie|loscht|losch) ~5nicht|habe es mir anders uberlegt|meine daten (?:doch )?(?:behalten|nicht loschen)|antrag zuruckziehen`,
    ),
  },
  {
    label: 'status',
    name: 'status.de',
    says: words(
      `(?:stand|status) (?:meiner|meines|der) ~2(?:anfrage|antrags?|loschung)|haben sie ~4(?:geloscht|erhalten|bearbeitet)|wurden ~4(?:geloscht|bearbeitet)|wann ~5(?:geloscht|antwort|auskunft)`,
    ),
  },
  {
    label: 'agent',
    name: 'agent.de',
    says: words(
      `im (?:namen|auftrag) (?:von|meiner|meines|der|des) (?!firma|unternehmens|praxis)|bevollmachtigt\\w*|vollmacht`,
    ),
  },
  {
    label: 'child',
    name: 'child.de',
    says: words(
      `ich bin (?:erst )?(?:[4-9]|1[0-7]) jahre(?: alt)?|ich bin minderjahrig|(?:daten|aufnahmen?|aufgenommen|angerufen) ~4mein\\w* (?:kind\\w*|sohn\\w*|tochter)`,
    ),
  },
  {
    label: 'wrong_number',
    name: 'wrong_number.de',
    says: words(`falsche (?:nummer|person)|falsch verbunden|ich bin nicht (?:herr|frau) ~1`),
  },
  {
    label: 'optout_voice',
    name: 'optout.de.voice',
    says: words(
      `(?:rufen|ruft) (?:sie |ihr )?mich (?:bitte )?(?:nie |nicht )(?:mehr|wieder|weiter) ?an?|keine (?:weiteren )?anrufe(?: mehr)?|nicht mehr (?:angerufen|anrufen)|horen sie auf,? mich anzurufen`,
    ),
  },
  {
    label: 'optout_marketing',
    name: 'optout.de.marketing',
    says: words(
      `keine (?:weitere )?(?:werbung|newsletter|werbe\\w+|e-?mails)(?: mehr)?|(?:newsletter|werbung) ~2(?:abbestellen|abmelden|kundigen)|abmelden|(?:aus|von) (?:dem|ihrem|der|ihrer) (?:verteiler|mailingliste|newsletter)`,
    ),
  },
  {
    label: 'optout_all',
    name: 'optout.de.all',
    says: words(
      `(?:kontaktieren|kontaktiert) (?:sie |ihr )?mich (?:bitte )?(?:nie |nicht )(?:mehr|wieder)|nicht mehr (?:kontaktiert|kontaktieren|belastigen)|keinen? (?:weiteren )?kontakt(?: mehr)?|lassen sie mich in ruhe|(?:schreiben|schicken) sie mir (?:nichts|keine (?:nachrichten|weiteren nachrichten)) ?(?:mehr)?`,
    ),
  },
]
