import { patterns, type Ear } from './listen-for.ts'

const GROUPS = {
  /** One to a few words of anything, but never over a pause, a "now", or into another thought. */
  GAP: '(?: (?!,|now\\b|and\\b|but\\b|because\\b|again\\b)[a-z0-9]+){0,5}?',
  WHOSE: 'my|his|her|their|the|our|your',
  SOMEONE:
    'i|he|she|they|we|husband|wife|spouse|mom|mum|mother|mommy|dad|father|daddy|son|daughter|baby|infant|toddler|kid|child|boy|girl|brother|sister|grandma|grandmother|grandpa|grandfather|uncle|aunt|cousin|friend|neighbor|neighbour|coworker|colleague|boss|roommate|boyfriend|girlfriend|partner|fiance|someone|somebody|guy|man|woman|lady|person|patient|customer|client|guest|student|everyone|people',
  BE: 'is|are|am|was|were|s|been|be|feels|feel|felt|looks|keeps|got|gets|went|has been|have been|is getting|are getting',
  VERY: 'really|very|so|pretty|super|extremely|kind of|all|too|suddenly|getting|feeling|still|now|also|bad|real',
  BREATH: '(?:{VERY} )*(?:breathing|breath|to breathe|breathe)',
  HARD: 'trouble|difficulty|difficulties|a hard time|hard time|problems?|issues?|struggling',
  ATTACK:
    'heart attack|stroke|seizure|seizures|convulsions?|anaphylaxis|anaphylactic (?:shock|reaction)|cardiac arrest|asthma attack|aneurysm|overdose',
  CHESTPAIN:
    'chest (?:pains?|pressure|tightness|discomfort)|(?:pain|pains|pressure|tightness|heaviness|aching|ache|squeezing|crushing)(?: feeling| sensation)? (?:in|on|across|around|inside) {WHOSE} chest',
  NOUN: '{CHESTPAIN}|{ATTACK}|{HARD}(?: with| in)? (?:{WHOSE} )?breathing|shortness of breath|short of breath|(?:heavy |severe |serious )?bleeding|(?:medical |life threatening |real )?emergency|(?:severe |bad )?allergic reaction|swelling|numbness|slurred speech|unconscious|unresponsive|choking|dying|suffocating|life threatening|life or death',
  PAST: 'last (?:week|month|year|spring|summer|fall|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december)|(?:[a-z0-9]+ )?(?:weeks|months|month|years|year|decades) (?:ago|back|earlier)|a while (?:ago|back)|long (?:time )?ago|in (?:19|20)\\d\\d|(?:in|last|since|this past) (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|fall|winter)|back in|when (?:i|he|she|we) (?:was|were)|in the past|as a (?:kid|child)|previously|before (?:christmas|my surgery)|in (?:my|his|her) (?:2|3|4|5|6|7|8|9)0s|years? before',
  DENTAL:
    'dental|tooth|teeth|gum|gums|filling|crown|braces|denture|dentures|hair|color|colour|nail|nails|beauty|salon|plumbing|vet|pet',
}

const INNOCENT = [
  // Bookings and paperwork that have the word in their name.
  '{DENTAL} emergenc(?:y|ies)',
  'emergency (?:{DENTAL}|appointments?|visits?|slots?|exams?|check ?ups?|consult(?:ation)?s?|contacts?|hours|number|numbers|line|services?|fees?|exit|brake|fund|contraception|bookings?|openings?|cleaning|room (?:bill|visit|records|follow ?up)|care (?:visit|appointment))',
  '(?:it|this|that)(?: (?:is|was))?(?: (?:an?|kind|sort|of|bit|more|like|little)){0,5} emergency(?: ,)?{GAP} (?:{DENTAL}|appointment|booking|reservation|table|wedding|prom|date)',
  '(?:{DENTAL}|appointment|booking|reservation|wedding|haircut){GAP} (?:it|this|that) is(?: kind of| sort of)? an emergency',
  '(?:(?:do|does|can|could|would) (?:you|the \\w+)|are you){GAP} emergenc(?:y|ies)(?: (?:patients?|care|walk ins?|cases?))?',
  'in case of(?: an)? emergency|emergenc(?:y|ies) only|for emergencies|er (?:visit|bill|follow ?up)',
  // What is said not to be there.
  '(?:no|not|never|without|denies|nor|neither|rule out|isnt)(?: (?:any|an?|the|really|having|have|had|more|signs? of|kind of|type of|like|currently|experiencing|in|feeling|been|exactly|technically|of|life|or death))*? {NOUN}(?:(?: ,)? (?:and|or|nor|,)(?: (?:any|no|not))? {NOUN})*',
  '(?:do|did|does) not (?:need|want|require)(?: an?| the| to call)*(?: an?| the)? (?:ambulance|911|paramedics)|not (?:bleeding|swelling|choking)|(?:stopped|no longer|any more) (?:bleeding|swelling|choking)|bleeding (?:has |had )?(?:stopped|slowed)',
  // What was once, or runs in the family.
  '(?:{NOUN}|{CHESTPAIN}|collapsed|fainted|passed out|overdosed|could not breathe|cannot breathe|stopped breathing|lost consciousness|hit by a car|been shot|got shot|was shot|stabbed){GAP} {PAST}',
  '{PAST}(?: ,)?{GAP} (?:{NOUN}|{CHESTPAIN}|collapsed|fainted|passed out|overdosed|could not breathe|lost consciousness|hit by a car)',
  '(?:history|risk|risks|fear|fears|chances?|survivor|survivors|prevention|awareness|screening|family) (?:of|for|from|about)?(?: (?:an?|having|{VERY}))* ?(?:{NOUN})|(?:{ATTACK}) (?:survivor|patient|history|risk|prevention|recovery|rehab|medication|screening|awareness|last|before|victim)|(?:recover(?:ing|ed)|recovery|survived|surviving|rehab|medication|pills?|follow ?up|check ?up|scare|since|after|ever since|from)(?: (?:from|for|an?|the|{WHOSE}|mild|mini|small|old|previous|first|second|minor))*? (?:{ATTACK})|(?:mini|previous|prior|old) stroke (?:survivor|history)',
  // Figures of speech, and words that only look like it.
  '(?:gave|give|gives|giving|nearly gave|almost gave) (?:me|him|her|us|you) an? (?:heart attack|stroke)',
  '(?:almost|nearly|practically|about) (?:passed out|fainted|died|collapsed|had an? (?:heart attack|stroke|seizure))(?= (?:when i (?:saw|heard|got|opened|looked)|laughing|from the price|at the price))',
  'dying (?:to|for|of (?:laughter|laughing|boredom|curiosity|hunger|thirst|embarrassment)|{WHOSE} (?:hair|roots|eyebrows|lashes|beard)|it|inside to)|(?:phone|battery|line|signal|plant|laptop|cell|mower|business)(?: (?:is|s|keeps))? dying',
  'stroke of|(?:back|breast|heat|brush|key|golf|butterfly)[ ]?stroke|(?:a|one|single) stroke (?:of|cut)|chest (?:of|cold|x ?ray|xray|freezer|wax|waxing|tattoo|hair)|treasure chest|ice chest',
  'breathe (?:easy|easier|again|a sigh|fire)|room to breathe|chance to breathe|time to breathe|(?:breathe|breathing)(?: (?:well|properly|very well))? (?:through|out of|from|in) (?:{WHOSE} |one |both |either |1 )?(?:nose|nostrils?|mask|sinuses|side)',
  '(?:cannot|does not|not|trouble|hard to|difficult to)(?: (?:breathe|breathing))(?: (?:well|properly|right))? (?:at night|when (?:he|she|i) (?:sleeps?|snores?)|in (?:his|her|my) sleep)|(?:name is|named|last name|surname) (?:\\w+ )?stroke(?: ,)?(?: \\w+ stroke)?|choked? up|choking hazard|choke point|unconscious(?:ly)? bias|passed out (?:flyers|cards|candy|samples|menus)|drowning in (?:work|paper\\w*|emails?|debt|laundry)',
  '(?:flu|tetanus|booster|vaccine|vaccination|allergy|covid|rabies|first|second|1st|2nd|next|pneumonia|shingles|b12|steroid|cortisone) shots?|911 (?:[a-z]+ )?(?:street|st|avenue|ave|road|rd|drive|lane|main|boulevard|blvd|turbo|carrera|porsche)|porsche 911|(?:suite|apartment|room|unit|number|ends in|ending in|zip) 911|ambulance (?:bill|ride|company|driver)',
  'gums? (?:bleed|bleeds|bled|bleeding|are bleeding)(?: (?:a (?:little|bit|lot)|sometimes|when|{VERY}))*|bleeding gums?|(?:spotting|bleeding) (?:a (?:little|bit|tiny)|slightly|lightly|between)',
]

const ALARMS = [
  // Heart
  '{CHESTPAIN}',
  'chest(?: (?:is|s|are|has|have|been|still|keeps|keep|started|suddenly|feels|feeling|just|it|really|like|{VERY}))* (?:hurts?|hurting|pain\\w*|pains?|tight\\w*|heavy|crushing|crushed|squeezing|pounding out|burning up|killing me|being crushed|aching|exploding|caving)',
  '(?:elephant|weight|something heavy|brick|someone|somebody|something)(?: is| s)? (?:sitting |pressing |standing )?on {WHOSE} chest|grabb(?:ed|ing) {WHOSE} chest|clutch(?:ed|ing) {WHOSE} (?:chest|heart)',
  '{ATTACK}',
  'heart (?:has |is |has just |feels like it |feels like it is |{VERY} )*(?:stopped|stopping|giving out|not beating|failing)|no pulse|(?:cannot|could not|do not) (?:find|feel|get) (?:a|{WHOSE}) pulse|flatlin(?:ed|ing)|(?:need|doing|start|give|know|giving)(?: \\w+)? cpr',
  'heart is (?:racing|pounding|fluttering|skipping){GAP}(?: and| ,)+ (?:\\w+ ){0,4}(?:dizzy|faint|sweating|chest|breath\\w*|numb|pass out)',
  // Breath
  '(?:cannot|could not|can barely|can hardly|barely able to|not able to|unable to|am struggling to|struggling to|fighting to|hard to|difficult to|hurts to|it is hard to|can only|will not|does not|not)(?: (?:{VERY}|even|seem to|properly))* (?:breathe|breathing|breath|catch (?:my|his|her|their) breath|get (?:any |enough )?air|get a breath|swallow or breathe)',
  '(?:{HARD})(?: (?:with|in|to|{VERY}))*? (?:{WHOSE} )?{BREATH}',
  '(?:stopped|stops|quit|barely|hardly|isnt|no longer|keeps stopping) breathing|gasping|gasps? for|(?:short|shortness|out) of breath|suffocating|wheezing (?:bad|badly|really|hard|and)|breathing (?:is |has )?(?:very |really |so |getting )*(?:hard|difficult|shallow|fast and shallow|labou?red|stopped|funny and)|(?:throat|airway|windpipe)(?: (?:is|s|are|feels|keeps|like|it|has|{VERY}))* (?:clos\\w+|swell\\w*|swollen shut|tight\\w*|blocked|constrict\\w+)',
  '(?:{SOMEONE})(?: (?:{BE}|might be|may be|could be|started|{VERY}))* (?:choking|chokes|choked|drowning|drowned|suffocating|turning blue|gone blue|blue in the face|turned blue|electrocuted|convulsing|seizing|going blue)|^choking|(?:lips|face|skin|fingers)(?: (?:are|is|have|has|turned|turning|going|gone|went|look|looks|{VERY}))+ (?:blue|gray|grey|purple)',
  // Brain
  '(?:face|mouth|eye)(?: (?:is|has|s|on one side|suddenly|looks|started|{VERY}))* (?:droop\\w*|sagging|dropped on one side)|one side of {WHOSE} (?:face|body|mouth)(?: \\w+){0,3} (?:numb|dropped|droop\\w*|weak|paraly\\w+|sagging|fell|limp)|(?:numb|paraly\\w+|weak|limp)(?: \\w+){0,3} (?:on )?one (?:whole )?side(?: of)?',
  'slurr(?:ed|ing)(?: (?:{WHOSE}))? (?:speech|words)|(?:speech|words)(?: (?:is|are|s|sounds|{VERY}))+ (?:slurred|slurring|garbled)|(?:cannot|could not|suddenly cannot) (?:move|feel|lift|raise) (?:{WHOSE}) (?:arm|arms|leg|legs|face|body|(?:left|right) (?:arm|leg|side|hand|foot))|worst headache of {WHOSE} life|cannot (?:speak|talk|see)(?: \\w+){0,2} (?:all of a sudden|suddenly|any ?more)(?=.*(?:face|arm|side|sudden))|(?:suddenly|sudden) (?:went blind|cannot see|cannot speak|cannot talk|numbness|confusion|vision loss)',
  // Out
  '(?:un|non)[ ]?(?:conscious|responsive)|lost consciousness|losing consciousness|knocked out cold|(?:{SOMEONE})(?: (?:{BE}|has|had|have|might|may|could|who|that|here|there|over|in|our|my|the|lobby|out|{VERY}))* (?:not responding|not waking up|not moving|collapsed(?! (?:the|a|my|our)\\b)|fainted|passed out|blacked out|passing out|fainting)|(?:patient|person|man|woman|lady|guy|customer|guest|someone|somebody|coworker|friend)(?: (?!,|and\\b|but\\b|last\\b)\\w+){1,5}? (?:collapsed|fainted|passed out|blacked out)(?! (?:the|my|our|flyers|cards|menus))|(?:will|does|did|would|is|can|could) ?not (?:wake up|wake|come to|be woken|respond|regain)|cannot (?:wake|rouse) (?:him|her|them|up|my|the)|(?:am|is|are) (?:going|about) to (?:pass out|faint|collapse)|fell (?:and|down|off)(?: \\w+){0,6} (?:not moving|cannot move|is not awake)',
  // Blood and wounds
  'bleed(?:ing|s)?(?: {VERY})* (?:heavily|badly|a lot|so much|profusely|out|everywhere|to death|nonstop|non stop|uncontrollably|hard|like crazy|internally|bad|too much)|(?:heavy|severe|serious|massive|uncontrollable|uncontrolled|major) bleeding|(?:will|does|would|is|has|did|can) ?not (?:stop|stopped|stopping|quit) (?:the )?bleed\\w*|cannot (?:get it to )?stop (?:the )?(?:bleed\\w*|blood)|bleeding(?: (?:that|and|it|just|which|still))* (?:will|does|is|has|did|would)(?: not|nt) (?:stop|stopped|stopping|quit)|(?:a lot|lots|so much|tons|losing|lost|pool|gushing|spurting|covered in|soaked in|too much)(?: (?:a lot|so much|too much|lots|in|with|of))* blood|blood (?:is )?(?:everywhere|gushing|spurting|pouring|all over)|(?:cough\\w*|vomit\\w*|throw\\w*|spit\\w*|puk\\w*)(?: up)? (?:a lot of |so much |lots of |bright red )?blood|hemorrhag\\w+|haemorrhag\\w+',
  '(?:been|got|getting|was|were|is|just|he|she|someone|somebody)(?: (?:been|just|got|getting))* (?:shot|stabbed|electrocuted|run over|hit by an? (?:car|truck|bus|train|bike))(?! (?:of|at|for|from the nurse))|gunshot|(?:bad|terrible|serious|horrible|awful|car|head on)(?: car)? (?:accident|crash|wreck)(?: \\w+){0,6} (?:hurt|injured|trapped|bleeding|bad|now)|cut off {WHOSE} (?:finger|thumb|hand|toe|arm|leg)|head injury|cracked {WHOSE} (?:skull|head)|(?:broken|broke|snapped|breaks?) (?:{WHOSE} )?neck|(?:hit|banged|bumped|struck) {WHOSE} head(?: ,| \\w+){0,10} (?:confused|vomit\\w*|throwing up|threw up|dizzy|sleepy|bleeding|passed|blurry|unconscious|not making sense)|(?:going|went|goes|gone) into (?:\\w+ )?shock|on the (?:floor|ground)(?: ,| \\w+){0,6} (?:not|unable|cannot)(?: \\w+)? (?:answer\\w*|mov\\w+|respond\\w*|get up|talk\\w*|wak\\w+)',
  // Poison, allergy, birth, fire, violence
  '(?:son|daughter|kid|child|baby|toddler|boy|girl|grandson|granddaughter|he|she)(?: (?!took my|took her|took his)\\w+){0,3}? (?:ate|swallowed|got into|drank|ingested)(?: \\w+){0,4} (?:pills?|medicines?|meds|medication|detergent|pods?|cleaner|gasoline|alcohol)|overdos(?:ed|ing)|od(?:ed|d|ing)|(?:took|taken|swallowed|ate|drank|drunk|ingested)(?: (?:a|an|the|some|my|his|her|way|of|whole|entire|his|far))* (?:too (?:many|much)(?: of)?|bottle of|handful of|bunch of|all(?: of)?)(?: (?:{WHOSE}|of))* (?:\\w+ )?(?:pills|medicine|meds|medication|tablets|tylenol|aspirin|ibuprofen|insulin|sleeping pills|drugs|opioids|fentanyl|oxy\\w*|xanax)|(?:took|swallowed|ate|drank|ingested)(?: (?:a|an|the|some|my|his|her|all|of))* (?:bleach|poison|rat poison|antifreeze|drain cleaner|detergent|a?n? ?(?:button )?battery|batteries|magnets)|(?:been|is|was|am|got) poisoned|carbon monoxide|smell(?:s|ing)? gas|gas leak',
  '(?:severe|bad|serious|terrible|having an?|have an?|an? really bad|an? (?:huge|major|massive)) allergic reaction|epi ?pen(?: is| did| does|s)?(?: not)? ?(?:now|work\\w*|used|gave)?(?=.*(?:reaction|swell|breath|throat|now|work))|(?:tongue|throat|lips|airway|face|eyes|mouth)(?: and (?:tongue|throat|lips|face))?(?: (?:is|are|s|keeps|keep|started|has|have|{VERY}))* (?:swell\\w*|swollen|puff\\w+)(?: \\w+){0,8} (?:breath\\w*|swallow|allerg\\w*|reaction|bee|sting|stung|peanuts?|nuts?|hives|shellfish)|(?:allerg\\w*|bee|sting|stung|peanuts?|nuts|hives|shellfish|reaction)(?: (?!not\\b)\\w+| ,){0,10} (?:tongue|throat|lips|airway|face)(?: \\w+){0,4} (?:swell\\w*|swollen|puff\\w+)|(?:tongue|lips)(?: (?:is|are|s|keeps|has|started|{VERY}))* (?:swelling|swollen|swelled|swells)|throat(?: (?:is|s|feels|has|started|keeps|{VERY}))* (?:swelling|swelled|swells)',
  'water (?:broke|has broken)|in labou?r|(?:baby|babys?) is coming|going into labou?r|giving birth|(?:diabetic|insulin) (?:shock|coma)|(?:house|kitchen|building|apartment|room|car|hair|clothes|restaurant|home|stove|office)(?: (?:is|s|caught|are))? on fire|(?:caught|catching) fire|(?:there is|we have|got|a) (?:a )?fire (?:in|at|on)(?! (?:the )?(?:place|pit|side|hydrant))|(?:someone|somebody|man|guy|he|she|they)(?: \\w+){0,2} (?:a gun|a knife|attacking|breaking in|broke in)|active shooter|being attacked|(?:he|she|they|husband|boyfriend) (?:is|are|s) (?:beating|strangling|attacking|hurting) (?:me|her|him|us)',
  // Said outright
  '(?:call|called|calling|dial|dialing|dialed|need|get|getting|phone|ring|send|reach|is this|for)(?: (?:me|us|him|her|for|the|an?|you|someone|somebody|please|my \\w+))* (?:911|ambulance|paramedics|emts?)|^911|ambulance now|send help',
  '(?:medical|life threatening|real|serious|true|actual) emergency|life threatening|life or death|matter of life|(?:it|this|that|we|i|there)(?: (?:is|have|got|has|s|am having|are having|having|think|believe|a|really|definitely|{VERY}|it|this))*(?: an?| the)* emergency|^(?:help , )?emergency(?: emergency)*(?: ,|$)|(?:i|he|she|they|we|{SOMEONE})(?: (?:think|might|may|could|feel|like|{BE}|i))* dying|(?:going|about) to die|(?:he|she|they) (?:might|could|will) die(?! of)|i (?:might|could|will) die(?= ,|$)|(?:he|she|they) (?:is|are|looks?) dead',
]

/** Signs that a life is in danger now. Someone else's too, but not one that was in danger long ago. */
export const emergencyEar: Ear = {
  innocent: patterns(INNOCENT, GROUPS, 'g'),
  alarms: patterns(ALARMS, GROUPS),
}
