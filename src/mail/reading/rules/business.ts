import { words, type Rule } from './rule.ts'

/** Mail that is no matter of anybody's data: customers, those who may become some, and those who sell. */
export const BUSINESS: readonly Rule[] = [
  {
    label: 'demo',
    name: 'demo',
    says: words(
      `(?:a|the|product|live|quick|free|book|schedule|request|get|see|have|your|short|personal|arrange|for|another) (?:live |quick |free |short |personal |product )*demo(?:nstration)?s?|free trial|trial (?:account|version)|pilot (?:program|project)|see (?:it|the product|careline|your product|the platform) in action|walk ?through|show us how (?:it|the product|the platform) works|(?:una|solicitar|agendar|ver|pedir) ?(?:una )?(?:demo|demostracion)|prueba gratuita|(?:eine )?(?:produkt)?(?:demo|vorfuhrung)(?: vereinbaren| buchen)?|kostenlose testversion|(?:une )?(?:demo|demonstration) (?:du|de|produit|gratuite)|essai gratuit|uma demonstracao|teste gratis`,
    ),
    unless: /\b(?:cancel|reschedule|missed) (?:my|our|the) demo\b|\bdemo(?:lition|graphic)/,
  },
  {
    label: 'business_inquiry',
    name: 'business',
    says: words(
      `pricing|price (?:list|quote|range)|(?:how much|what) (?:does|do|would|is|are|will) ~4(?:cost|charge|price|prices|pricing|plans?)|(?:get|request|send|need|provide) ~3quote|(?:interested in|learn more about|information (?:about|on)|considering|evaluating|looking (?:for|at|into)) ~4(?:product|products|service|services|platform|solution|software|careline|system|assistant|receptionist|plans?|ai|offering|partnership|partnering)|(?:partner(?:ship|ing)?|reseller|resell|affiliate|white[- ]label|integrate) (?:with|program|opportunit\\w+|partner|inquiry|your)|(?:sales|business) (?:team|rep|representative|inquiry|enquiry|question|development)|(?:talk|speak) (?:to|with) (?:someone in |your )?sales|sign up (?:our|my) (?:company|practice|clinic|business|office|team)|(?:our|my) (?:dental |medical |law |small )?(?:practice|clinic|company|business|office|firm|salon|agency|hospital) (?:is|would|wants|needs|has|uses|gets|receives|would like)|enterprise (?:plan|pricing|agreement)|(?:sign|get|have|need|request|send) ~3(?:baa|dpa|nda|msa|business associate agreement|data processing agreement)|vendor (?:form|assessment|questionnaire)|security questionnaire|soc ?2|media inquiry|press inquiry|journalist|job (?:application|opening)|apply(?:ing)? for ~3(?:position|job|role)|(?:precio|precios|tarifas|cotizacion|presupuesto)|(?:cuanto|que) (?:cuesta|vale|precio)|interesad[oa]s? en (?:su|sus|el|la|los)|(?:preise|preisliste|angebot (?:an|ein)fordern|was kostet)|interessiere mich fur (?:ihr|ihre|ihren)|(?:tarifs?|devis|combien coute)|interesse(?:e|es|s)? par (?:votre|vos)|(?:precos|orcamento|quanto custa)|interessad[oa]s? (?:em|no|na)`,
    ),
    unless:
      /\b(?:we (?:offer|provide|specialize|specialise|are a leading)|our (?:seo|team of developers|services include)|increase your|boost your|guest post|backlink)\b/,
  },
  {
    label: 'support',
    name: 'support',
    says: words(
      `(?:not|isn't|doesn't|does not|don't|won't|stopped|quit) (?:work|working|load|loading|connect|connecting|respond|responding|sync|syncing|ring|ringing|receive|receiving|answer|answering)|(?:error|failed|failing|crash(?:es|ed|ing)?|broken|outage|timeout)|(?:can't|cannot|can not|unable to|could not|couldn't|trouble|problems?|issues?|difficulty) ~2(?:log|login|logging|sign|signing|access|accessing|connect|connecting|reset|find|set|configure|book|booking|pay|with|reach|reaching|get)|(?:log|logging) ?in|(?:reset|change|forgot|forgotten|recover) ~2password|(?:need|some|any|please|get) (?:technical )?(?:help|assistance|support)|help (?:me|us|with|please)|how (?:do|can|would|should|to) (?:i|we|one|you)? ?~1(?:set|configure|connect|add|change|integrate|use|enable|disable|create|port|upgrade|downgrade|export|invite|test|cancel|reschedule|delete|edit|install|update|forward|transfer|book|verify)|(?:api|webhooks?|integration|dashboard|endpoint|zapier|calendar sync|api keys?|billing|invoice|refund|subscription|charged|receipt|phone number porting)|(?:my|an|the|our|a) (?:next |upcoming )?(?:appointments?|booking|reservation)|(?:cancel|reschedule|confirm|move|book|change|make) ~3(?:appointment|booking|reservation|visit)|(?:no funciona|no puedo (?:entrar|acceder|iniciar)|ayuda con|necesito ayuda|contrasena|factura|mi cita|reprogramar|soporte)|(?:funktioniert nicht|hilfe|passwort|rechnung|mein termin|kann mich nicht)|(?:ne (?:fonctionne|marche) pas|aide|mot de passe|facture|mon rendez-vous)|(?:nao funciona|ajuda|senha|fatura|minha consulta)`,
    ),
    confidence: 0.6,
  },
  {
    label: 'spam',
    name: 'spam',
    says: words(
      `seo (?:services?|expert|agency|audit|ranking|company|packages?)|(?:first|top) page of google|rank(?:ing)? (?:higher|#?1|on google)|backlinks?|guest post(?:s|ing)?|link exchange|domain authority|(?:web|website|app|mobile app) (?:design|development|redesign) (?:services?|company|agency)|(?:increase|boost|grow|double|explode) your (?:traffic|sales|revenue|ranking|followers|business|leads)|(?:verified|targeted|qualified) (?:leads|email list|contacts list)|email list of|(?:bitcoin|crypto|forex|binary) (?:investment|trading|opportunity|profit)|(?:lottery|lotto|jackpot|sweepstakes)|you(?:'ve| have) (?:won|been selected|inherited)|next of kin|inheritance (?:fund|of)|million (?:us ?d|usd|dollars|euros|pounds)|(?:cheap|buy) (?:viagra|cialis|pills|meds|rolex|watches)|casino|(?:business|merchant|working capital|quick) (?:loan|cash advance)|work from home and earn|click here to claim|wire transfer of|dear (?:beneficiary|friend in)|100% (?:free|guaranteed)|risk[- ]free|limited time offer|act now|adult dating`,
    ),
  },
]
