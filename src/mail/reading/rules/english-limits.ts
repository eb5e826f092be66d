import { article } from './english-data.ts'
import { ENGLISH_TURNS as turns } from './english-turns.ts'
import { words, type Rule } from './rule.ts'

const DATA = '(?:data|information|info|details|number|voice|recordings?|calls?|records|conversations?|messages?|phi)'
const MINE = `(?:my|our|his|her|their|any|all)(?: of)?(?: my)? ~3${DATA}`

export const ENGLISH_LIMITS: readonly Rule[] = [
  {
    label: 'object',
    name: 'object.en.processing',
    says: words(
      `(?:i|we|hereby|formally|wish to|want to|would like to|must|also|strongly|to) (?:hereby |formally |strongly |also |do )*object (?:to|against) ~4(?:processing|process|processed|use|using|used|profiling|marketing|ai|recording|recorded|recordings|training|data|information|analysis|analytics|automated|selling|sharing|calls|messages)|objection to ~3(?:processing|use|profiling|marketing|ai|recording|data)|right to object|${article('21')}|(?:stop|cease|quit|discontinue|end|halt) (?:all |any |the |further |your )*(?:processing|using|use of|analysing|analyzing|profiling|selling|sharing|recording|training (?:your |the )?(?:ai|models?) (?:on|with)|transcribing|monetizing|tracking) (?:of |and sharing |or sharing |and selling )?~1(?:me|us|${MINE}|my ~2)(?! until| while| for now)`,
    ),
    unless:
      /\bobject(?:ion)? (?:to|against) (?:\w+ ){0,3}(?:charge|bill|invoice|price|fee|tone|diagnosis)\b|\buntil\b|\bwhile\b/,
  },
  {
    label: 'object',
    name: 'object.en.no',
    says: words(
      `(?:do not|don't|dont|never|must not|may not|not allowed to|no longer|not want you to|not wish you to|rather you didn't|not consent to(?: you| your| the)*|did not consent to(?: you| your| the)*|never consented to(?: you| your| the)*|didn't consent to(?: you| your| the)*|not agree to(?: you| your| the)*) (?:use|using|process|processing|analyse|analyze|sell|selling|share|sharing|profile|profiling|record|recording|train|training|being recorded|be recorded|transcribe|disclose|give|monetize|track)(?: ~4(?:me|my|mine|our|ai|calls?|data|information|recorded))?|(?:opt|opting) (?:me )?out (?:of|from) (?:the |all |any |your )*(?:sale|sales|sharing|selling|profiling|ai|automated|data|training|targeted|analytics|recording|tracking|processing)|opt-?out of (?:the )?(?:sale|sharing|ai|profiling)|(?:withdraw|withdrawing|revoke|revoking|rescind|retract|take back) (?:all |any |my |our |the |of |prior |previous |given |hereby )*consent|(?:no|without) (?:ai|automated) (?:training|profiling|decision)|withdrawal of (?:my )?consent|(?:do not|don't|dont|not|refuse to|won't|never) ~2(?:want|have|having|like|agree to|let) (?:my|any of my) ~3(?:recorded|analy[sz]ed|processed|used|shared|sold|transcribed|profiled)|(?:stop|quit|do not|don't|dont) (?:using|use) (?:an |any |your )?(?:ai|artificial intelligence|bots?|robots?)`,
    ),
    unless:
      /\b(?:do not|don't) (?:use|sell|share|give|record|process)(?: \w+){0,3} (?:api|webhook|product|service|zapier)\b|\bwhy (?:do|did)|\bhow (?:do|can)|\?/,
  },
  {
    label: 'restrict',
    name: 'restrict.en',
    says: words(
      `(?:restrict|restricting|limit|limiting|suspend|suspending|freeze|freezing|pause|pausing|block|blocking) (?:the |all |any |your |further )*(?:processing|use|usage|disclosure|sharing|handling|access to)(?: and disclosure| and use)?(?: of)? ?~1(?:${MINE}|my)?|(?:restrict|limit|freeze|suspend|lock|block) ~1(?:my|our) ~2(?:data|information|info|records|file|profile|details)|(?:restriction|limitation) of (?:the |my )*(?:processing|data)|right (?:to|of) (?:restriction|restrict|limit)|${article('18')}|stop (?:using|processing) my ~3 ?(?:until|while|for now)|put my ~2(?:data|file|information|records?) on hold|keep my ~2(?:data|records?|information|recordings?) but (?:do not|don't|stop) (?:use|using|process|touch)|quarantine my ~2(?:data|records|information)`,
    ),
    unless: /\b(?:rate limit|call limit|spending limit|plan limit)\b/,
    turns,
  },
  {
    label: 'portability',
    name: 'portability.en',
    says: words(
      `(?:data )?portability|${article('20')}|(?:transfer|move|port|transmit|migrate|send|forward|export|hand over) (?:all )?(?:my|our|of my|the|his|her) ~3(?:data|information|records?|file|recordings|charts?|history|details) (?:directly |over |on |straight )*to (?!me\\b|us\\b|this\\b)(?:another|a different|my new|a new|the new|dr|dra|my (?:dentist|doctor|other|lawyer)|\\w+ (?:dental|clinic|dentist|medical|health)|another|some other|other|competitor|new)|my ~2(?:data|records?|information|file|history) ~2(?:sent|transferred|moved|forwarded) (?:over |directly )?to (?!me\\b|us\\b)(?:my|another|a|dr|the)|machine[- ]readable|(?:in|as) (?:a |an )?(?:structured|csv|json|xml|excel|spreadsheet|portable|common|commonly used)(?: or (?:csv|json|xml))?(?: file| format| form)?|(?:csv|json|xml) (?:export|file|format|copy)|(?:export|download|take) (?:of )?(?:all )?(?:of )?(?:my|our) ~3(?:data|information|records|history)(?: with me)?|structured,? commonly used`,
    ),
    unless: /\b(?:api|webhook|endpoint|integration|invoice|port my (?:phone )?number|number porting|dashboard)\b/,
    turns,
  },
]
