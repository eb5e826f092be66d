import type { Turns } from './rule.ts'

const WORDS = String.raw`(?:\s+[\w'/-]+)`

const NOT = new RegExp(
  String.raw`\b(?:(?:do|did|does|would|could|should|must|can|will|have|has|need|was|is|am|are)(?: not|n'?t)|cannot|dont|didnt|wont|cant|never|not|no longer (?:want|wish|need|require|like)|no need|no reason|without|instead of|rather than|avoid|refrain from|nobody|no one|against|hold off|stop short of|not to)${WORDS}{0,7}\s*$`,
)

const JUST_NOT = /\bno longer\s*$/

/** Somebody else did it, said it or was to do it. */
const TOLD = new RegExp(
  String.raw`\b(?:you|they|he|she|we|it|somebody|someone|who|policy|agent|assistant|bot|robot|ai|clinic|company|doctor|receptionist|colleague|representative|staff|team|email|e-mail|letter|notice|website|page)(?: \w+){0,2} (?:said|says|told|wrote|promised|agreed|claimed|asked|offered|decided|confirmed|confirms|mentioned|mentions|threatened|refused|failed|forgot|already|states?|explains?|describes?)${WORDS}{0,7}\s*$`,
)

/** Asked whether, when or how it was or will be done: not that it be done. */
const ASKED = new RegExp(
  String.raw`\b(?:did (?:you|they|he|she|anyone|somebody|someone|it)|(?:have|had) (?:you|they|we)|has (?:anyone|somebody|someone|it|he|she)|(?:was|were) (?:it|my|the|all|you|they)|when (?:will|did|do|are|is|was|were|can|does|you|have|has)|how (?:long|often|soon|quickly|fast|do you|does|will you|are|did|many)|what (?:happens?|would happen|if)|do you|does (?:your|the|it|that|this)|are you (?:going|planning|allowed|required|obliged)|why (?:did|have|has|was|were|would|do)|i (?:have )?(?:already|just)|(?:told|advised|urged) me to|(?:users?|patients?|customers?|clients?|people|callers?|one|someone) (?:can|may|could|should|will|to)|who can|do i have to|should i|must i)${WORDS}{0,8}\s*$`,
)

const IF = new RegExp(
  String.raw`\b(?:if|unless|before|after|until|till|once|in case|whether|while|as soon as|suppose|imagine|in order to|thinking about|considering|the (?:button|link|option|right|page|form|ability) to|thanks? (?:you )?for|thank you so much for|glad you|happy (?:that )?you|mind about|sorry for)${WORDS}{0,8}\s*$`,
)

/** What before words that ask for something makes them no request, in English. */
export const ENGLISH_TURNS: Turns = {
  clause:
    /[,;:]\s| but | so (?!that)| and (?!do not |don't |not )(?:then |also |please |i |to |would |kindly )?| then /,
  before: [NOT, JUST_NOT, TOLD, ASKED, IF],
  despite:
    /\b(?:hesitate|forget|fail|know how|figure out|find (?:out |where |how |a |an |any |the )|see (?:how|where|any|an|a) |why (?:don'?t|won'?t|haven'?t|not)|not only|(?:if|whether) (?:you|it|there|i)(?: is| are|'s)? ?(?:can|could|would|might|may|possible|please|a way)|asked (?:you )?(?:(?:\w+ ){0,3}times|repeatedly|before|twice|already)|(?:already|just) asked|i (?:have |already |just |had )*(?:asked|requested|told|want|demand)|not (?:want|wish|like) (?:you |your company )?to (?:have|keep|store|hold|retain) )/,
}
