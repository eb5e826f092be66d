import type { AgentDocument } from '../agents/agent-document.ts'

const DOSE =
  /\b(?:take|taking|try|use|give (?:him|her|them)|apply|increase|double|reduce|start|stop taking|skip|swallow)\b[^.?!]{0,60}\b(?:\d+(?:\.\d+)?|one|two|three|four|six|eight|half|a couple of) ?(?:mg|milligrams?|mcg|micrograms?|ml|milliliters?|grams?|tablets?|pills?|capsules?|doses?|drops?|puffs?|units?|teaspoons?|tablespoons?)\b|\b(?:you|he|she|they) (?:should|can|could|may|must|need to|ought to) (?:safely )?(?:take|stop taking|start|double|increase|skip|mix|combine|use) (?:your |some |an? |the |more |less |it with |both )?(?:\w+ )?(?:ibuprofen|advil|tylenol|acetaminophen|aspirin|antibiotics?|amoxicillin|medication|medicine|meds|pills?|insulin|painkillers?|dose|dosage|lisinopril|metformin|prednisone|benadryl|aleve|naproxen)\b|\bit(?:'s| is) (?:safe|fine|okay|ok|all right) to (?:take|stop|double|skip|mix|combine)\b|\b(?:the )?(?:recommended|usual|maximum|right|correct|normal) (?:dose|dosage) (?:is|would be|for)\b/

const DIAGNOSIS =
  /\b(?:it sounds like|sounds like|that sounds like|it looks like|you (?:probably|likely|may|might|must|definitely|most likely|could)? ?(?:have|are having|are suffering from|be having)|this is (?:probably|likely|most likely|definitely)|it(?:'s| is) (?:probably|likely|most likely|definitely|just|only)|that(?:'s| is) (?:probably|likely|most likely|definitely|just|only)|you(?:'re| are) (?:probably |likely )?(?:having|suffering from))\b[^.?!]{0,30}\b(?:infection|abscess|cavity|migraine|flu|covid|pneumonia|bronchitis|strep|allergy|allergic reaction|sinusitis|gingivitis|cancer|tumou?r|diabetes|anxiety|depression|arthritis|gout|shingles|ulcer|sprain|fracture|concussion|appendicitis|asthma|hypertension|anemia|virus|root canal|gum disease|heart attack|stroke|indigestion|reflux|eczema|nothing serious|nothing to worry about)\b|\byour (?:symptoms|test results|results) (?:are|suggest|indicate|mean|show|point|look)\b|\byou (?:do not|don't) need to (?:see|go to) (?:a |the )?(?:doctor|hospital|dentist|er|emergency room)\b/

/** An offer, a question or a refusal gives no advice, whatever it mentions. */
const DECLINES = /\b(?:i can't|i cannot|i'm not able|not able to|unable to)\b/
const OFFERS = /\?$|\b(?:book|schedule|appointment|visit|message)\b/

const MEDICINE =
  '(?:ibuprofeno|advil|tylenol|acetaminof[eé]n|paracetamol|aspirinas?|antibi[oó]ticos?|amoxicilina|medicamentos?|medicinas?|pastillas?|insulina|analg[eé]sicos?|dosis|lisinopril|metformina|prednisona|benadryl|aleve|naproxeno)'
const AMOUNT =
  '(?:\\d+(?:[.,]\\d+)?|una|dos|tres|cuatro|seis|ocho|media|un par de) ?(?:mg|miligramos?|mcg|microgramos?|ml|mililitros?|gramos?|tabletas?|pastillas?|c[aá]psulas?|dosis|gotas?|unidades?|cucharadas?|cucharaditas?)'

const SPANISH_DOSE = [
  new RegExp(
    `(?:^|[ ,])(?:tome|t[oó]mese|tomar|use|aplique|p[oó]ngase|aumente|duplique|reduzca|suspenda|s[aá]ltese|dele|trague)[^.?!]{0,60}${AMOUNT}`,
  ),
  new RegExp(
    `(?:debe|deber[ií]a|puede|tiene que|necesita|conviene|le recomiendo|le aconsejo|le sugiero|es seguro|est[aá] bien)(?: \\p{L}+)? (?:tomar(?:se)?|dejar de tomar|aumentar|duplicar|suspender|mezclar|combinar|usar) (?:[^.?!]{0,25}${MEDICINE}|[^.?!]{0,15}\\d)`,
    'u',
  ),
  new RegExp(
    `(?:^|[ ,])(?:aumente|duplique|reduzca|suspenda|deje de tomar|t[oó]mese|tome) (?:la|el|su|las|los|sus|un|una) (?:dosis de )?${MEDICINE}`,
  ),
  /es seguro (?:tomar|mezclar|combinar|dejar)|dosis (?:recomendada|m[aá]xima|normal|correcta|usual) (?:es|ser[ií]a)/,
]

const SPANISH_DIAGNOSIS =
  /(?:parece|suena a|probablemente|seguramente|lo m[aá]s (?:seguro|probable) es que|es (?:probable|posible) que|usted tiene|debe de? (?:ser|tener)|se trata de|ha de ser)[^.?!]{0,30}(?:infecci[oó]n|absceso|caries|migra[ñn]a|gripe|covid|neumon[ií]a|bronquitis|alergia|sinusitis|gingivitis|c[aá]ncer|tumor|diabetes|ansiedad|depresi[oó]n|artritis|[uú]lcera|esguince|fractura|apendicitis|asma|hipertensi[oó]n|anemia|virus|endodoncia|infarto|derrame|indigesti[oó]n|reflujo|nada grave)|sus s[ií]ntomas (?:indican|sugieren|son|parecen|apuntan)|no (?:necesita|hace falta|tiene que) (?:que )?(?:ver|ir|vea|vaya)(?: al?| con)?(?: (?:un|el|la|su))? ?(?:m[eé]dico|doctora?|hospital|dentista|urgencias|sala de emergencias)/

const SPANISH_DECLINES = /(?:^|[ ,])no (?:puedo|podemos|me es posible)/
const SPANISH_OFFERS = /\?$|\b(?:cita|reservar|agendar|visita|mensaje)\b/

/**
 * Whether a sentence gives the advice that a document forbids: a dose, or a diagnosis. In English and Spanish.
 *
 * @param plain  in lower case, with straight apostrophes and single spaces.
 */
export function givesAdvice(plain: string, { guardrails: { never } }: AgentDocument): boolean {
  if (DECLINES.test(plain) || SPANISH_DECLINES.test(plain)) return false
  if (never.includes('medical_advice') && (DOSE.test(plain) || givesDoseInSpanish(plain))) return true
  if (!never.includes('diagnosis')) return false
  return (
    (DIAGNOSIS.test(plain) && !OFFERS.test(plain)) || (SPANISH_DIAGNOSIS.test(plain) && !SPANISH_OFFERS.test(plain))
  )
}

const givesDoseInSpanish = (plain: string): boolean =>
  !/\?\s*$/.test(plain) && SPANISH_DOSE.some((dose) => dose.test(plain))
