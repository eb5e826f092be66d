import { earFor } from './listen-for.ts'

const GROUPS = {
  MINE: '(?:my|our)(?: (?:own|private|personal|health|medical|call|voice))*',
  DATA: 'data|information|info|details|voice|voiceprint|conversation|words',
  AI: 'ai|a i|artificial intelligence|automated (?:system|systems|assistant|processing|decisions|decision making)|robots?|bots?|machines?|computers?|algorithms?',
  USE: 'process|processing|processed|use|using|used|analyze|analyzing|analyse|analysing|analyzed|collect|collecting|collection|store|storing|profile|profiling|handle|handling|handled|train|training',
  FILL: 'you|your|the|this|that|any|all|an|a|these|such|further|having|being|how|people|guys|company|trying|to|of|by|on|with|for|it|ever|me|be',
}

const INNOCENT = [
  '(?:do|does|did|would|will) not (?:mind|care|object)(?: \\w+){0,9}|no (?:objections?|problem)(?: \\w+){0,9}|not object(?:ing)?(?: \\w+){0,9}',
  '(?:data plan|cell data|mobile data|old (?:address|number|insurance|card))',
]

const ALARMS = [
  'object(?:ing|ion|ions)? to(?: (?:{FILL}))*(?: (?:{USE}))(?: (?:{FILL}))*(?: {MINE} (?:{DATA})| (?:{AI})| me)',
  'object(?:ing|ion|ions)? to(?: (?:{FILL}|served|answered|talked|listened))* (?:{AI})(?! (?:appointment|repair))',
  '(?:stop|quit|cease|refrain from|no more)(?: (?:{FILL}|right now|immediately))* (?:{USE})(?: (?:of|all|any))* {MINE} (?:{DATA})(?! (?:from|on file|that|plan))',
  '(?:stop|quit|cease|no more)(?: (?:{FILL}))* (?:using|use of|running|trying)(?: (?:{FILL}|stupid|some))* (?:{AI})(?: (?:{FILL}))* (?:on|with|for|against|to talk to|to listen to|to analyze)(?: (?:{FILL}))* (?:me|us|my|this call)',
  '(?:do|would|will|may|must|can|should|shall|cannot) not(?: (?:{FILL}|want|wish|like|allow|permit|consent|agree|authorize|authorise|let|give|permission|i))* (?:{USE})(?: (?:of|any|all))* {MINE} (?:{DATA})(?! (?:from|on file|that|plan))',
  '(?:do|will|would) not (?:consent|agree|authorize|authorise)(?: (?:{FILL}|use|using|processing))* (?:{AI})',
  '(?:withdraw|withdrawing|revoke|revoking|take back)(?: (?:my|all|any|the|our))* (?:consent|permission|authorization) (?:to|for)(?: (?:{FILL}))* (?:{USE}|{AI})',
  'right to object|object under (?:article|the gdpr|gdpr)',
]

/** That they object to what is done with their data, or to a machine dealing with them. */
export const objectionEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
