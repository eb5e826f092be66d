import { words, type Rule } from './rule.ts'

/** What somebody has to see at once, in English and Spanish, with the words of it in three further tongues. */
export const ALARMS: readonly Rule[] = [
  {
    label: 'legal_process',
    name: 'legal.en',
    says: words(
      `subpoena(?:ed|s)?|subpena|court[- ]order(?:ed)?|order of the court|search warrant|warrant (?:for|to|issued|compelling)|summons|duces tecum|writ of \\w+|(?:litigation|legal) hold|preservation (?:letter|notice|request|order|of evidence)|preserve ~3(?:evidence|records|data|documents|recordings)|(?:discovery|interrogator(?:y|ies)|deposition) (?:request|notice|demand)|request for production|notice of (?:deposition|claim|intent to sue|lawsuit)|law enforcement (?:request|agency|officer)|(?:detective|special agent|deputy|sheriff|prosecutor|district attorney) \\w+|national security letter|grand jury|(?:pursuant|according) to ~3(?:court|subpoena|warrant|u\\.?s\\.?c|stored communications act)|(?:take|taking|pursue|initiate|begin|commence) legal (?:action|proceedings|steps)|(?:legal action|lawsuit|litigation) (?:will|shall|against|if)|(?:file|filing|filed|bring) (?:a |an )?(?:(?:lawsuit|suit|claim|class action|action) against|lawsuit|class action|legal claim)|produce (?:all|any|the|copies of) ~3(?:records|documents|recordings|evidence)|(?:i will|i'll|we will|we'll|going to|will have to|to) sue(?: you)?|see you in court|(?:hear|hearing) from (?:my|our) (?:lawyer|attorney|solicitor|counsel)|(?:my|our) (?:lawyer|attorney|solicitor|counsel|legal team) (?:will|has|is|shall)|(?:statutory|liquidated) damages|cease[- ]and[- ]desist (?:letter|notice|order|demand)|tcpa (?:violation|claim|demand|lawsuit|suit)|demand letter|final notice before|mutual legal assistance|(?:under|on) penalty of perjury|court date|case (?:no\\.?|number) ?[\\w:/-]*\\d`,
    ),
    unless:
      /\bpenalty of perjury\b.*\b(?:authori[sz]ed|resident|declare|accurate)\b|\bwarranty\b|\b(?:support|ticket) case\b|\bpatient named\b/,
  },
  {
    label: 'legal_process',
    name: 'legal.further',
    says: words(
      `citacion judicial|orden judicial|orden de registro|mandamiento judicial|requerimiento judicial|citatorio|demanda judicial|acciones? legales?|via judicial|nos veremos en (?:los tribunales|la corte)|mi abogad[oa]|demandar(?:e|los|les)|gerichtsbeschluss|durchsuchungsbeschluss|gerichtliche (?:anordnung|verfugung)|klage (?:einreichen|erheben)|rechtliche schritte|mein anwalt|meine anwaltin|einstweilige verfugung|ordonnance du tribunal|mandat de perquisition|requisition judiciaire|assignation en justice|poursuites judiciaires|action en justice|mon avocat|mise en demeure|ordem judicial|mandado (?:judicial|de busca)|intimacao|medidas judiciais|processo judicial|meu advogado|mandato di perquisizione|ordine del tribunale|vie legali|mio avvocato`,
    ),
  },
  {
    label: 'security_report',
    name: 'security.en',
    says: words(
      `(?:security )?vulnerabilit(?:y|ies)|security (?:issue|flaw|bug|hole|weakness|researcher|report|finding|problem|disclosure|concern)|bug bounty|responsible disclosure|coordinated disclosure|penetration test(?:ing)?|pen ?test|cve-\\d+\\S*|xss|cross[- ]site (?:scripting|request)|sql injection|sqli|ssrf|csrf|idor|rce|remote code execution|open redirect|clickjacking|proof of concept|exploit(?:able|ed|s)?|(?:leaked|exposed|leaking|exposing|publicly accessible|unprotected|misconfigured) ~3(?:api keys?|credentials?|database|bucket|password|secrets?|tokens?|endpoint|data|recordings|records)|(?:could|can|able|managed|lets?|allows?|allowed|possible) (?:me |anyone |anybody |us |attackers? )?(?:to )?(?:see|access|read|view|download|listen to) ~3(?:other people's|other|another|someone else's|somebody else's|strangers?) ?~2(?:data|records?|account|recordings?|calls?|patients?|customers?|people|person|users?|information|details)?|(?:hacked|phishing|spoofing|impersonating) ~3(?:your|my|you|domain|account|company)?|missing (?:spf|dmarc|dkim)|security\\.txt|sent me (?:someone|somebody) else's ~2(?:data|information|records?|recording|details)`,
    ),
    unless:
      /\b(?:is your (?:product|platform|service) (?:soc|hipaa))|\b(?:do you|are you|have you) (?:\w+ ){0,3}(?:pen ?test|penetration|soc ?2)/,
  },
  {
    label: 'security_report',
    name: 'security.further',
    says: words(
      `vulnerabilidad(?:es)?|fallo de seguridad|problema de seguridad|brecha de seguridad en su|sicherheitslucke|schwachstelle|sicherheitsproblem|faille de securite|vulnerabilite|falha de seguranca|vulnerabilidade|vulnerabilita|falla di sicurezza`,
    ),
  },
  {
    label: 'breach_notice',
    name: 'breach.en',
    says: words(
      `(?:data|security|privacy) breach|(?:had|has had|suffered|experienced|discovered|following|detected) (?:a|the) breach|breach (?:notification|notice|report|of (?:phi|unsecured|personal|security|data))|(?:security|data|cyber|cybersecurity|ransomware) incident|incident (?:notification|report|notice)|unauthori[sz]ed (?:access|disclosure|acquisition|party|third party|person)(?: to| of)? ~4|(?:have been|was|were|been) (?:compromised|breached|exfiltrated)|ransomware|notice of data (?:breach|event|incident)`,
    ),
    unless: /\bbreach of contract\b|\bhow (?:do|would|will) you (?:handle|notify|respond)\b/,
  },
  {
    label: 'breach_notice',
    name: 'breach.further',
    says: words(
      `(?:violacion|fuga|filtracion|brecha) de (?:datos|seguridad)|incidente de seguridad|datenpanne|datenleck|datenschutzverletzung|sicherheitsvorfall|violation de donnees|fuite de donnees|incident de securite|violacao de dados|vazamento de dados|incidente de seguranca|violazione dei dati`,
    ),
  },
  {
    label: 'complaint',
    name: 'complaint.en',
    says: words(
      `(?:formal |official |this |privacy |a |file |lodge |filing |lodging |my )+complaint|complain(?:ing|ed)? (?:to|about|that)|(?:want|wish|like|have|need) to complain|report(?:ing)? (?:you|this|your company) to (?:the )?|(?:ico|ftc|fcc|ocr|hhs|cppa|cnil|aepd|edpb|anpd|attorney general|data protection (?:authority|commissioner|commission)|supervisory authority|better business bureau|bbb|regulator)|(?:violat(?:e|es|ed|ing|ion|ions)|breach(?:es|ed|ing)?|infring\\w+) (?:of )?~3(?:privacy|gdpr|hipaa|ccpa|cpra|tcpa|rights?|law|laws|dnc)|unacceptable|outrag(?:ed|eous)|disgust(?:ed|ing)|furious|appalled|(?:extremely|very|so) (?:upset|unhappy|angry|disappointed|annoyed|dissatisfied)|harass(?:ed|ing|ment)|illegal(?:ly)?|without my (?:consent|permission|knowledge|authorization)`,
    ),
    unless: /\b(?:not (?:a|illegal)|no) complaints?\b|\bif .*(?:illegal|unacceptable)\b/,
  },
  {
    label: 'complaint',
    name: 'complaint.further',
    says: words(
      `(?:presentar |interponer |poner )?(?:una )?(?:queja|reclamacion|denuncia) ?(?:formal|ante|contra|por)?|denunciar(?:los|e|les)?|inaceptable|acoso|agencia (?:espanola )?de proteccion de datos|sin mi (?:consentimiento|permiso|autorizacion)|beschwerde|beschweren|datenschutzbehorde|aufsichtsbehorde|inakzeptabel|ohne meine (?:einwilligung|zustimmung|erlaubnis)|plainte|reclamation|inadmissible|sans mon (?:consentement|accord|autorisation)|reclamacao|queixa|inaceitavel|sem (?:o )?meu consentimento|reclamo|inaccettabile|garante privacy`,
    ),
  },
]
