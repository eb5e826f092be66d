/** Words for being hurt or ill, short of an emergency: those are heard before any model. */
const HURTS =
  /\b(?:tooth ?aches?|aches?|aching|hurts?|hurting|pains?|painful|killing me|both(?:ering|ers|ered) me|bugging me|acting up|sore|swollen|swelling|broke|broken|chipped|cracked|lost (?:a|my) (?:filling|crown)|fell out|throbbing|fever|cough|rash|infection|infected|sick|unwell|not feeling well|migraine|throwing up|threw up|vomiting|nauseous|nausea|dizzy|bleeding gums|(?:have|has|had|got|caught|with) (?:the |a )?(?:bad )?(?:flu|covid|cold|stomach bug|strep|pink ?eye|uti)(?! (?:shots?|vaccines?|tests?|jabs?|swabs?))|chills|sore throat|gums? (?:are |is |keep |keeps )?bleed(?:s|ing)?)\b/

/** "Is it going to hurt?" asks about the visit. */
const ASKS_OF_VISIT =
  /\b(?:is|will|does|would|do|going|gonna|doesnt|wont|isnt) (?:it|this|that|they|the \w+|to|be)? ?(?:going to |gonna |be |really )?(?:hurt|painful|a lot of pain)\b/

/** Whether the caller says that something hurts. */
export const hurts = (plain: string): boolean => HURTS.test(plain) && !ASKS_OF_VISIT.test(plain)
