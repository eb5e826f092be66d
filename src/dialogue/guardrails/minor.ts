import { earFor } from './listen-for.ts'

const GROUPS = {
  AGE: '(?:[4-9]|1[0-7])',
  ONLY: 'only|still|not even|really|like|about|almost|nearly|turning|going on|a|an|now|currently|too',
  GRADE:
    'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th|11th',
  OLD: 'years? old|year olds?|yrs? old|years? of age|yo|and (?:a half|1 2|a quarter)(?: years? old)?',
  /** What may follow a bare number when it is an age. Minutes, miles and weeks are not among it. */
  THEN: 'and|but|so|now|today|is|can|my|because|do|should|if|though|this|yes|yeah|no|ok|okay|almost|going|turning',
}

const INNOCENT = [
  '(?:when|since|back when|before|until|till|after|as if|like|if|pretend|not like|feel like|felt like|act like) i (?:am|was|were|turned)(?: (?:{ONLY}))* {AGE}(?: (?:{OLD}))?',
  '(?:kid|child|teenager|teen) (?:at heart|person|friendly|free|care|support|seat|psychologist|with|inside)|minor (?:league|league baseball|issue|problem|thing|pain|surgery|emergency|procedure|irritation|injury|inconvenience|change|cavity)',
]

const ALARMS = [
  'i (?:am|be|turned|will be|turn)(?: (?:{ONLY}))* {AGE}(?: |-)?(?:{OLD})',
  'i (?:am|turned)(?: (?:{ONLY}))* {AGE}(?= ,|$| (?:last|this|on my|yesterday) ?(?:week|month|year|birthday|weekend|summer)?(?= ,|$)| (?:{THEN})\\b(?! (?:half|30|15|45|quarter|running|late|minutes?|minute|miles?|hours?|away|counting|of|on|the\\b)))',
  'my age is(?: (?:{ONLY}))* {AGE}|(?:^|, )(?:{ONLY} )?{AGE} (?:{OLD}) (?:here|girl|boy|and i|caller)|as an? {AGE} (?:{OLD})(?= ,|$| (?:i|girl|boy|can|do|may|myself)\\b)',
  'i (?:am|will be)(?: \\w+)? (?:going to be |turning )?{AGE} (?:in|next|this|on) (?:january|february|march|april|may|june|july|august|september|october|november|december|week|month|year|summer|tomorrow|my)',
  'i am(?: (?:{ONLY}))* (?:minor|child|kid|little kid|teenager|teen|underage|under age|schoolkid|little girl|little boy|young kid|student in {GRADE} grade|high ?schooler|middle ?schooler|grade ?schooler|(?:{GRADE}) grader)(?= ,|$| (?:and|but|so|can|is|my|do|calling|in)\\b)',
  'i am (?:(?:still|not|yet|only|like|,) )*(?:under|below|younger than|not (?:yet )?|less than|not quite) (?:the age of )?(?:18|21 and i am not)(?: yet| years old)?(?= ,|$| (?:and|but|so|can|is|do|yet)\\b)|i am not (?:yet |even |quite )?(?:18|an adult|a grown ?up|of age|old enough)(?: yet)?|i (?:have not|did not|will not be) (?:yet )?(?:turned? )?18',
  'i am (?:{ONLY} )*in (?:the )?(?:(?:{GRADE}) grade|grade (?:[1-9]|10|11)|elementary school|middle school|junior high|primary school|kindergarten|grade school)(?! (?:teach\\w*|as|working|office|room))|i go to (?:elementary|middle|primary) school|i am a (?:freshman|sophomore|junior) in high school',
]

/** That the caller is under eighteen. Someone the caller speaks for does not count. */
export const minorEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
