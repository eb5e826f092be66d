import { earFor } from './listen-for.ts'

const GROUPS = {
  SELF: 'myself|himself|herself|themself|themselves|my self',
  WHOSE: 'my|his|her|their',
  WILL: 'want(?:s|ed)? to|wanting to|going to|thinking (?:about|of)|thoughts? (?:about|of)|thought (?:about|of)|think(?:s)? (?:about|of)|plan(?:s|ning)? (?:to|on)|might|may|will|would|could|feel(?:s)? like|feeling like|tempted to|about to|ready to|need to|have to|tried to|trying to|urge to|urges to|threatening to|threatened to|says (?:he|she|they) (?:will|wants to|is going to)|afraid i(?: will| might)?|scared i(?: will| might)?|rather',
  GAP: '(?: (?!,|not\\b)\\w+){0,3}?',
}

const INNOCENT = [
  'die (?:of|from) (?:embarrassment|laughter|laughing|boredom|hunger|shame|cold|heat|curiosity)|to die for|die (?:{WHOSE} )?(?:hair|roots|eyebrows|eyelashes|lashes|beard|highlights|it (?:blond\\w*|red|black|brown|pink|blue|back|again|dark\\w*|purple))',
  '(?:phone|battery|car|line|cell|laptop|plant|plants|signal|computer|engine|tablet)(?: \\w+){0,3} (?:die|dying|be dead)|i (?:will|would|might|could) die (?:if (?:i|you|it|we|they|she|he|this)|laughing)|die without (?:my|coffee|it)|(?:kill|killing|killed) (?:{SELF}) (?:laughing|with work|at the gym|working|at work|on the treadmill|getting)|shot {SELF} in the foot|shoot {SELF} in the foot|beat(?:ing)? {SELF} up',
  '(?:hurt|cut|burned|burnt|harmed|injured) {SELF}(?= (?:at|on|while|when|in|playing|shaving|cooking|lifting|working|running|falling|slipping|with|doing|skiing|gardening|moving|by accident|accidentally|chopping|opening|last|yesterday|this|and (?:need|want|it)))',
  '(?:not|never|am not|is not|was not|isnt|no)(?: (?:feeling|been|at all|any|having|going to|thinking (?:of|about)|planning to|trying to|wanting to|suicidal|having))*? (?:suicidal|suicid\\w+ (?:thoughts|ideation)|thoughts of (?:suicide|hurting {SELF}|harming {SELF}))|(?:am|is) not (?:going to|trying to|planning to|thinking of|thinking about) (?:kill|killing|hurt|hurting|harm|harming) {SELF}',
  'suicide (?:squad|prevention (?:walk|month|week|fundraiser|training|class|event)|doors?|awareness)|(?:history of|died by|committed|lost \\w+ (?:\\w+ )?to|attempted)(?: a)? suicide(?: \\w+){0,3} (?:years?|months?) ago|(?:died by|committed|lost (?:him|her|my \\w+|a \\w+) to) suicide(?: (?:last|in|when|back|years|and it|a)\\b)?',
]

const ALARMS = [
  'suicid(?:e|al)',
  '(?:kill|killing|killed|hang|hanging|shoot|shooting|drown|drowning|starve|starving|poison|poisoning|stab|stabbing|slit|overdose|overdosing) {SELF}|(?:slit|slitting|cut|cutting) {WHOSE} (?:own )?(?:wrists?|throat|veins)|(?:off|unalive|end) {SELF}',
  '(?:{WILL})(?: (?:just|maybe|really|even|to|i|be|go|all))* (?:die|be dead|dying|being dead|never wake up|not wake up|not exist|disappear forever|end it(?: all)?(?= ,|$| all| tonight| today| now)|ending it(?: all)?(?= ,|$| all| tonight| now)|end everything|ending everything|everything to (?:end|stop)|it all to (?:end|stop|be over)|out of this life|end things for good|end my suffering|do something to {SELF}|not be alive|not be here any ?more)',
  '(?:want|wish|wanted)(?: \\w+){0,2} (?:everything|it all|my life) to (?:end|stop|be over)|want out of (?:this|my) life|(?:take|taking|took|end|ending|ended)(?: {WHOSE})? own life|(?:take|taking|end|ending) (?:my|his|her|their) (?:own )?life|end it all|(?:make|making) it all (?:stop|end)|put an end to (?:it all|my life)',
  '(?:{WILL}){GAP} (?:hurt|hurting|harm|harming|cut|cutting|burn|burning|injure|injuring) {SELF}|(?:hurting|harming|cutting) {SELF}|self ?harm\\w*',
  '(?:do|does|did) not(?: really| even| think i| know if i| know that i| know why i)? (?:want|wish|care) to (?:live(?! (?:in|on|near|close|closer|there|far|here|with|at|by))|be alive|be here(?: any ?more)|exist|go on(?: any ?more| living| like this)|wake up(?: any ?more| again| tomorrow)?(?= ,|$| any| again| tomorrow))|(?:do|does) not feel like living|cannot go on(?: any ?more| like this| living)?(?= ,|$| any| like| living)|no longer want to live|cannot (?:live|keep living|keep going|do this) (?:like this any ?more|any ?more)(?=.*(?:live|life|die|anymore$|any more$|living|pills|alive|alone|point))',
  '(?:nobody|no one|who)(?: would| will)? (?:even )?(?:miss|cares?|notice)(?: me)? if i (?:die|lived?|was|were|am|died|disappeared|is|just)|cannot (?:live|keep living) like this(?: any ?more)?(?= ,|$| any)|(?:take|taking|swallow)(?: (?:them|it))? (?:all )?and die|and die(?= ,|$)|(?:better|best) off (?:dead|without me|if i (?:was|were) (?:dead|gone|not here))|(?:wish|wishing|hope|hoping) (?:i|he|she|that i)(?: (?:was|were|am|could|would|had|do not|never|just|go to sleep and))* (?:dead|wake up|waking up|die|never born|never been born|not alive|not wake up|go to sleep and not wake up)|(?:no|not any|any|lost (?:my|the)|without a|the|do not see (?:the|a)|what is the) (?:reason|point|will)(?: in| to| for| of)* (?:live|living|life|being alive|go on|going on|keep going)|(?:nothing|not much)(?: left)? to live for|(?:tired|sick|done) (?:of|with) (?:living|life|being alive|being here)|life is(?: \\w+)? not worth(?: living| it)?|not worth living|(?:rather|prefer to) (?:be dead|die)(?! than)',
  '(?:jump|jumping|throw(?:ing)? {SELF}) (?:off|from|in front of|out of)(?: (?:a|an|the|this|my))* (?:bridge|roof|building|train|window|balcony|cliff|ledge|traffic|truck|bus|car)|(?:took|take|taking|swallow\\w*)(?: \\w+){0,5} (?:pills|medicine)(?: \\w+){0,4} on purpose|overdosed? on purpose|(?:gun|rope|knife|pills)(?: \\w+){0,6} (?:kill {SELF}|end it|to my head)|gun to my head|goodbye forever|say goodbye (?:for good|before i (?:die|go|end))',
]

/** Talk of ending or hurting oneself, the caller's or that of somebody the caller speaks about. */
export const selfHarmEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
