import { words, type Rule, type Turns } from './rule.ts'

const french: Turns = {
  clause: /[,;:]\s| mais | et (?!ne )/,
  before: [
    /\b(?:ne|n'|pas|jamais|sans|avez-vous|avez vous|ont-ils|quand|si|avant|combien de temps|merci d'avoir)(?: [\w'-]+){0,6}\s*$/,
  ],
  despite: /\b(?:n'?oubliez pas|n'?hesitez pas|si possible|si vous (?:pouvez|pourriez))\b/,
}
const DONNEES =
  "(?:(?:toutes|tous|tout|l'ensemble|l'integralite|de|mes|mon|ma|les|nos|notre|ces|aux?|a) )+(?:donnees|informations?|compte|enregistrements?|dossier|numero|coordonnees|appels|conversations|historique|profil|adresse)"

/** The basic rights: what is said less plainly goes to the model or to somebody. */
export const FRENCH: readonly Rule[] = [
  {
    label: 'delete',
    name: 'delete.fr',
    says: words(
      `(?:supprim(?:er|ez|e|iez)|effac(?:er|ez|e|iez)|detrui(?:re|sez)|suppression|effacement|retir(?:er|ez))(?: s'il vous plait| immediatement| definitivement| de| l'ensemble de)* ${DONNEES}|${DONNEES} (?:soient|doivent etre|a etre) (?:supprime\\w*|efface\\w*|detruit\\w*)|droit a (?:l'oubli|l'effacement|la suppression)|demande (?:de |d')(?:suppression|effacement)|oubliez[- ]moi|supprimez[- ]moi|art(?:icle|\\.)? ?17 (?:du )?rgpd`,
    ),
    unless: /\brendez-vous\b|\bne (?:pas )?(?:supprim|effac)\w+/,
    turns: french,
  },
  {
    label: 'access',
    name: 'access.fr',
    says: words(
      `droit d'acces|demande d'acces|acce(?:der|s) (?:a|aux) ${DONNEES}|acces a ${DONNEES}|(?:une )?copie (?:de |d')?${DONNEES}|quelles (?:donnees|informations) ~3(?:avez|detenez|conservez|possedez|stockez|sur moi)|(?:envoyez|communiquez|transmettez|fournissez)[- ]moi ~2${DONNEES}|art(?:icle|\\.)? ?15 (?:du )?rgpd|consulter ${DONNEES}`,
    ),
    turns: french,
  },
  {
    label: 'correct',
    name: 'correct.fr',
    says: words(
      `(?:corrig(?:er|ez)|rectifi(?:er|ez|cation de)|modifi(?:er|ez)|(?:mettre|mettez) a jour|chang(?:er|ez)) (?:l'orthographe de )?(?:mon|ma|mes|l'orthographe) ~2(?:nom|prenom|adresse|numero|telephone|date de naissance|donnees|e-?mail|coordonnees)|mon (?:nom|prenom|adresse|numero) (?:est|a ete) ~1(?:mal|incorrect\\w*|errone\\w*|faux)|droit de rectification|demande de rectification|art(?:icle|\\.)? ?16 (?:du )?rgpd`,
    ),
    unless: /\brendez-vous\b|\bmot de passe\b/,
    turns: french,
  },
  {
    label: 'object',
    name: 'object.fr',
    says: words(
      `je m'oppose|droit d'opposition|m'opposer|opposition au traitement|(?:retire|revoque|retirer) (?:par la presente )?mon consentement|cessez (?:de (?:traiter|utiliser|vendre)|le traitement|l'utilisation) ~4|art(?:icle|\\.)? ?21 (?:du )?rgpd|(?:n'|ne )(?:utilisez|vendez|partagez) (?:pas|plus) mes donnees`,
    ),
  },
  {
    label: 'restrict',
    name: 'restrict.fr',
    says: words(
      `limit(?:ation|er|ez) (?:du |le )?traitement|droit a la limitation|art(?:icle|\\.)? ?18 (?:du )?rgpd|gel(?:er|ez) mes donnees`,
    ),
  },
  {
    label: 'portability',
    name: 'portability.fr',
    says: words(
      `portabilite|(?:transfer(?:er|ez)|transmettre|transmettez) (?:mes donnees|mon dossier) (?:a|au) (?:un autre|une autre|mon nouveau|ma nouvelle)|lisible par machine|art(?:icle|\\.)? ?20 (?:du )?rgpd`,
    ),
  },
  {
    label: 'withdraw_request',
    name: 'withdraw.fr',
    says: words(
      `(?:j')?annul(?:e|er|ez) ma demande|(?:je )?retire ma demande|retirer ma demande|ne (?:supprimez|effacez) (?:pas|plus|rien)|change d'avis|(?:conservez|gardez) mes donnees`,
    ),
  },
  {
    label: 'status',
    name: 'status.fr',
    says: words(
      `(?:ou en est|etat de|statut de|avancement de|suivi de) ma demande|avez[- ]vous ~3(?:supprime|efface|recu|traite)|quand ~4(?:supprimees?|effacees?|reponse|recevrai)`,
    ),
  },
  {
    label: 'agent',
    name: 'agent.fr',
    says: words(`au nom de (?!notre|l'entreprise)|pour le compte de|procuration|mandataire|representant legal`),
  },
  {
    label: 'child',
    name: 'child.fr',
    says: words(
      `j'ai (?:[4-9]|1[0-7]) ans|je suis mineure?|(?:donnees|enregistrements?|enregistre|appele) ~4(?:mon enfant|mon fils|ma fille)`,
    ),
  },
  {
    label: 'wrong_number',
    name: 'wrong_number.fr',
    says: words(
      `(?:mauvais|faux) numero|erreur de (?:numero|personne)|je ne suis pas (?:monsieur|madame|m\\.?|mme) ~1`,
    ),
  },
  {
    label: 'optout_voice',
    name: 'optout.fr.voice',
    says: words(
      `(?:ne m'appelez|arretez de m'appeler|cessez de m'appeler|ne me telephonez|plus d'appels|ne plus (?:etre appele\\w*|recevoir d'appels|m'appeler))(?: plus| jamais)?`,
    ),
  },
  {
    label: 'optout_marketing',
    name: 'optout.fr.marketing',
    says: words(
      `desabonn\\w+|desinscri\\w+|ne (?:plus|souhaite plus|veux plus) recevoir (?:vos |de |d')?(?:publicite\\w*|newsletters?|e-?mails?|offres|courriels?|promotions?|mails?|lettre d'information)|plus de (?:publicite|newsletters?|mails)|liste de diffusion`,
    ),
  },
  {
    label: 'optout_all',
    name: 'optout.fr.all',
    says: words(
      `ne me contactez (?:plus|jamais)|arretez de me (?:contacter|harceler|deranger|ecrire)|cessez de me (?:contacter|harceler|deranger)|ne (?:plus|souhaite plus|veux plus) (?:etre contacte\\w*|me contacter|recevoir (?:vos |de )?messages)|laissez[- ]moi tranquille|plus aucun contact`,
    ),
  },
]
