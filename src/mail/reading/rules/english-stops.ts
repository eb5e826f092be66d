import { ENGLISH_TURNS } from './english-turns.ts'
import { words, type Rule, type Turns } from './rule.ts'

/** Wishes to be left alone carry their own no, and a wish told of before is a wish still. */
const turns: Turns = {
  ...ENGLISH_TURNS,
  before: [
    /\b(?:why did|why have|when did|when will|did|have|has) (?:you|they|he|she)(?: \w+){0,4}\s*$/,
    /\b(?:do not|don't|dont|never|not want(?: you)? to|didn't want(?: you)? to|please don't|wouldn't|can't|cannot|won't|didn't|did not) (?:ever )?$/,
    /\bif (?!you )(?:\w+ ){0,4}$/,
  ],
}

/** Only for a while, only one thing, or the other way round. */
const ONLY_NOW =
  /\b(?:before|after|until|till|between|during|at (?:work|night|lunch|noon|\d)|in the (?:morning|evening|afternoon)|while|(?<!contact me |call me |text me |calls |texts )today|tonight|tomorrow|this (?:week|afternoon|morning|evening)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|on weekends|so (?:early|late)|that early|names?|back(?: with| about| until)|by my|mr|mrs|sir|ma'am)\b(?!.*\b(?:ever|again|any ?more|permanently)\b)/
const FOOTER =
  /\b(?:my|our) (?:patients|customers|callers|clients|users|leads|contacts|subscribers)\b|\b(?:to unsubscribe|unsubscribe (?:here|link|at any time|anytime|from this list:)|click (?:here )?to|you (?:can|may) (?:unsubscribe|opt)|if you (?:no longer|do not|don't) (?:wish|want)|reply (?:with )?["']?(?:stop|unsubscribe)["']? to|unsubscribe (?:button|page|option|feature)|(?:our|my|your) (?:customers|patients|callers|clients|users|subscribers) (?:can|could|may|should|to|who|opt)|how (?:do|can|does|will) (?:my |our |the |a )?(?:customers?|patients?|clients?|callers?|recipients?|people|someone))\b/

const STOP =
  "(?:stop|quit|cease|no more|enough with|enough of|enough|end|discontinue|do not|don't|dont|never|must not|may not|not to|you are not allowed to|(?:do not|don't|dont|does not|doesn't|did not|didn't|we not) (?:want|wish)(?: you| your \\w+| anyone| any| more| further| to get| to receive| to be| to)*|no longer (?:want|wish)(?: you| your \\w+| any| to get| to receive| to be| to)*|sick of|tired of|fed up with)"

const ONLY_BY_MAIL =
  '(?:only|just) (?:ever )?(?:contact|reach|write|write to|message) (?:me|us) (?:by|via|through|over|on|in) (?:e-?mail|writing|letter)|(?:contact|reach|write to) (?:me|us) (?:only|exclusively) (?:by|via|through|in) (?:e-?mail|writing|letter)'

const off = (from: string): string =>
  `(?:remove|removed|take|taken|delete|drop|get|strike|scratch|cross|pull|unlist) (?:me|my ~3(?:number|name|address|e-?mail|phone|contact|information|info|details)|us|this number|this address|[\\d+() -]{7,20}) (?:from|off|out of)(?: of)? ${from}`

export const ENGLISH_STOPS: readonly Rule[] = [
  {
    label: 'optout_voice',
    name: 'optout.en.voice',
    says: words(
      `${STOP} (?:ever |again |all |these |the |those |your |making |placing |with |place |make |automated |unsolicited |sales |marketing |annoying |ai |robo ?)*(?:call|calling|calls|phone|phoning|phone calls|ring|ringing|robocalls?|robocalling|dial|dialing|dialling|phoned|called|cold calls?|cold calling|voicemails?|leaving voicemails)(?: me| us| my| this| to)?|${STOP} (?:text|texting|e-?mail|emailing|message|messaging|write|contact)(?: me)?(?: or|,? and| nor) (?:call|calling|phone|ring)|do[- ]not[- ]call(?:[- ](?:list|registry|request))?|dnc list|${off('(?:your|the|any|all|this) ~2(?:call|calling|phone|dial|dialing|telemarketing|robocall) ~1lists?')}|(?:opt|opting|opted) (?:me )?out (?:of|from) ~3(?:calls|phone calls|robocalls|calling)|no (?:phone )?calls(?:,? please)?|${STOP} ~4(?:by|via|over) (?:the )?(?:phone|telephone)|${ONLY_BY_MAIL}|calls? (?:must|have to|need to|should) stop|lose my number`,
    ),
    unless: ONLY_NOW,
    turns,
  },
  {
    label: 'optout_sms',
    name: 'optout.en.sms',
    says: words(
      `${STOP} (?:ever |again |all |more |these |the |those |your |sending |send |getting |receiving |me |us |with |any |marketing |automated |promotional |annoying )*(?:text|texting|texts|sms|smses|text messages?|texted|text messaging)(?: me| us)?|${off('(?:your|the|any|all|this) ~2(?:text|texting|sms) ~2lists?')}|(?:opt|opting) (?:me )?out (?:of|from) ~3(?:texts?|sms|text messages?|texting)|${STOP} (?:call|calling|phone|phoning|e-?mail|emailing)(?: me)?(?: or|,? and| nor) (?:text|texting|sms)|${STOP} ~5(?:by|via|through|over) (?:text|sms|text messages?)|${ONLY_BY_MAIL}|no (?:sms|texts?|text messages)(?:,? please)?`,
    ),
    unless: ONLY_NOW,
    turns,
  },
  {
    label: 'optout_whatsapp',
    name: 'optout.en.whatsapp',
    says: words(
      `${STOP} ~5(?:on |via |by |over |through |in )?whatsapp(?: messages?)?|(?:opt|opting) (?:me )?out (?:of|from) ~3whatsapp|no (?:more )?whatsapps?|${off('(?:your|the|any) ~2whatsapp ~2(?:lists?|groups?|broadcasts?)')}`,
    ),
    unless: ONLY_NOW,
    turns,
  },
  {
    label: 'optout_marketing',
    name: 'optout.en.marketing',
    says: words(
      `un-?subscribe(?! (?:link|button|page|option|rate))(?: me)?|unsubscribed|unsuscribe|unsubcribe|${STOP} ~4(?:marketing|promotions?|promotional|advertis\\w+|ads|adverts|newsletters?|offers|spam|spamming|junk|solicit\\w*|sales (?:mails?|emails?|messages|pitches)|e-?mails?|emailing|mailings?)(?: me| us)?|(?:opt|opting|opted) (?:me )?out (?:of|from) ~3(?:marketing|promotions?|promotional|newsletters?|advertising|e-?mails?|mailings?|solicitations?)|${off('(?:your|the|any|all|this) ~2(?:mailing|marketing|e-?mail|newsletter|promotional|promo|distribution|subscriber) ~1(?:lists?|database)?')}|no (?:marketing|ads|advertising|promotions|newsletters|spam)(?:,? please)?|cancel (?:my |the |your )?(?:newsletter|e-?mail subscription|subscription to your (?:newsletter|e-?mails|mailing list))|object to (?:the use of ~4for )?(?:direct )?marketing`,
    ),
    unless: FOOTER,
    turns,
  },
  {
    label: 'optout_all',
    name: 'optout.en.it',
    says: words(
      `(?:stop|quit|cease) (?:it|this|that|all this)(?: immediately| now| at once| right now| please| already)*(?=\\W*$)`,
    ),
    about: /\b(?:call|calls|called|calling|text|texts|texted|texting|messages?|messaged|contact|contacted|spam)\b/,
    turns,
    confidence: 0.7,
  },
  {
    label: 'optout_all',
    name: 'optout.en.all',
    says: words(
      `${STOP} (?:ever |again |all |any |these |the |those |your |trying to |attempting to |further |get |being |be |to be |to |me |with )*(?:contact|contacting|contacted|contacts|message|messaging|messages|messaged|communicat\\w+|correspondence|bother|bothering|bothered|harass|harassing|harassment|pester|pestering|reach out|reaching out|write|writing|write to|writing to|sending (?:me )?(?:anything|messages|stuff|things)|send (?:me )?(?:anything|messages|stuff)|outreach|disturb|disturbing|approach)(?: me| us| my| to me)?|leave (?:me|us|my family) (?:alone|be|in peace)|${off('(?:your|the|any|all|every|this|that) ~2(?:contact |call and text )?lists?')}|(?:opt|opting) (?:me |us )?out(?: of (?:everything|all|any|all communications?|all contact|further contact|contact))?(?! (?:of|from)\\b)|opt-?out|(?:add|put) me (?:to|on) your (?:do not contact|suppression|internal dnc|opt-?out) list|do not contact(?: list)?|stop ?all|cease (?:and desist )?(?:all )?(?:contact|communications?)|(?:remove|lose|forget|block) my (?:phone )?number(?! (?:from|to|on)\\b)|no (?:further|more|future) (?:contact|communications?|messages|correspondence)|not (?:be |to be )?contacted(?: again| any ?more)?|withdraw my consent to (?:be|being) contacted`,
    ),
    unless: new RegExp(
      `${ONLY_NOW.source}|${FOOTER.source}|\\b(?:whatsapp|sms|text messages?|marketing|promotional)\\b|\\bopt-?out (?:keyword|rate|rates|webhook|api|page|link|handling|works?)\\b|\\bdo not contact (?:flag|field|api)\\b`,
    ),
    turns,
  },
]
