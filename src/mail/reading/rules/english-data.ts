const KINDS =
  '(?:(?:own|entire|complete|whole|full|private|sensitive|old|previous|personal|customer|patient|user|caller|client|health|medical|dental|contact|phone|call|voice|audio|chat|whatsapp|stored|remaining|existing|identifying|identifiable|biometric|appointment|booking|payment|of|and|or|other|related|associated)[,/]? ){0,4}'

const HELD =
  "(?:(?:that |which )?(?:you|your (?:company|system|systems|app|ai|platform)|they)(?: may| might| have| currently| still|'ve|'re)* (?:have|has|hold|holding|keep|keeping|store|stored|storing|collect|collected|got|process|processed|possess|retain|saved|maintain|on file)|about me|on me|of me|of mine|concerning me|regarding me|relating to me|related to me|belonging to me|linked to me|associated with (?:me|my)|about us|you made|~5(?:has|holds|keeps|stores|knows) (?:about|on) (?:me|us))"

/** What says something about somebody, and can be shown. */
const SHOWN =
  '(?:data|datas|information|infos?|details|records?|files?|profile|recordings?|transcripts?|transcriptions?|conversations?|chats?|histor(?:y|ies)|pii|phi|logs?|notes?)'

const ANY =
  '(?:data|datas|information|infos?|details|records?|files?|profile|accounts?|recordings?|calls?|transcripts?|transcriptions?|voice|voiceprint|conversations?|chats?|messages?|texts?|histor(?:y|ies)|number|phone|e-?mail address|address|name|pii|phi|ssn|logs?|notes?|photos?|footprint|trace|stuff)'

const theirs = (nouns: string): string =>
  `(?:(?:(?:all|any|every|each|some|part|both|most)(?: of)? )*(?:(?:the|these|those|that|this|such) )?(?:my|our|his|her|their) (?:[\\w'-]+ )?${KINDS}${nouns}|(?:all|any|every|everything|anything|whatever|what|the|every bit of|each piece of)(?: (?:the|of|of the|other))?(?: (?:${KINDS}${nouns}))?(?: \\w+)? ${HELD}|(?:all|any)(?: of)?(?: the| this| that| such)? (?:personal |my |private |stored |customer )+(?:data|information|info|details|records)|(?:all|any) (?:data|information|records)|(?:the|any|all|those|these|every)(?: the)? (?:recordings?|transcripts?|records?|data) of (?:my|our)(?: \\w+)? (?:calls?|conversations?|voice|chats?|messages?)|personal (?:data|information|info|details))`

/** What of theirs somebody may want gone: `my personal data`, `everything you have about me`, `our account`. */
export const THEIR_DATA = theirs(ANY)

/** What of theirs somebody may want to see: not their account or number, which they mean to use. */
export const THEIR_RECORDS = theirs(SHOWN)

/** That a law is named by its article: `Article 17 GDPR`. */
export const article = (numbers: string): string =>
  `art(?:icle|\\.)? ?(?:${numbers})(?: of the| of| the)? ?(?:eu |uk )?gdpr|gdpr,? art(?:icle|\\.)? ?(?:${numbers})`
