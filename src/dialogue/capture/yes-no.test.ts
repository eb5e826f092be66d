import { describe, expect, test } from 'vitest'
import { plainOf } from './plain-of.ts'
import { readYesNo } from './yes-no.ts'

const YES = `yes|yeah|yep|yup|ya|yes please|yes, that's right|uh huh|mm-hmm|mhm|sure|sure thing|of course|ok|okay|OK great|alright|all right then|sounds good|that sounds good
that sounds great to me|perfect|that's perfect|great|that works|that works for me|works for me|that'll work|that will be fine|that's fine|fine|fine by me|go ahead|please do|do it|book it
yes book that please|let's do it|let's do that|I'll take it|correct|that's correct|that is correct|right|exactly|absolutely|definitely|certainly|you bet|why not|I don't see why not|no problem|no, that's fine
no that's right|nope that's good|sounds like a plan|lovely|wonderful|excellent|awesome|yes ma'am|indeed|please|yes go for it|it works|confirmed|I guess so|I think so|I do|I would|by all means|looks good|all good
that'd be great|yeah, sounds good|um, yes|well, okay|oh yes|so yes please|yea go ahead|that one please|I'm happy with that|I wouldn't mind|that suits me|sign me up|yessir|hmm okay|alright let's go`
const NO = `no|nope|nah|no thanks|no thank you|not really|not quite|no, that's wrong|that's wrong|that's not right|that is not correct|uh-uh|that doesn't work|that won't work for me|I can't do that|I can't make that
I'd rather not|don't|do not do that|not that one|no way|neither|none of those|negative|never|yeah no|well no|actually no|sorry, no|no I don't think so|I don't think so|that's not what I said|wrong|incorrect|not today
it doesn't suit me|hold off|I don't want that|no, not Tuesday|that isn't right|not for me|please don't|I don't need it|it is not`
const UNSURE = `I'm not sure|not sure|I don't know|maybe|perhaps|hard to say|I can't decide|hmm let me think|not really sure|I don't really know`
const NEITHER = `Thursday|my name is Ann Lee|what are your hours|two people|Dr. Patel|do you take insurance|the second one|ten thirty|I need a cleaning|could you repeat that|hello|tomorrow afternoon|Ann|cleaning`

const list = (text: string): string[] => text.split(/[|\n]/)

describe('a yes is heard in', () => {
  test.each(list(YES))('%s', (said) => expect(readYesNo(plainOf(said))).toBe('yes'))
})

describe('a no is heard in', () => {
  test.each(list(NO))('%s', (said) => expect(readYesNo(plainOf(said))).toBe('no'))
})

describe('a hesitation is heard in', () => {
  test.each(list(UNSURE))('%s', (said) => expect(readYesNo(plainOf(said))).toBe('unsure'))
})

describe('neither yes nor no is heard in', () => {
  test.each(list(NEITHER))('%s', (said) => expect(readYesNo(plainOf(said))).toBeNull())
})
