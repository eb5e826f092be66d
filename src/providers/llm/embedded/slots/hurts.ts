/** Words for being hurt or ill, short of an emergency: those are heard before any model. */
export const HURTS =
  /\b(?:tooth ?aches?|aches?|aching|hurts?|hurting|pains?|painful|sore|swollen|swelling|broke|broken|chipped|cracked|lost (?:a|my) (?:filling|crown)|fell out|throbbing|fever|cough|rash|infection|infected|sick|unwell|not feeling well|migraine|bleeding gums)\b/
