/** The eighteen kinds of identifiers of 45 CFR 164.514(b)(2)(i), (A) to (R). */
export const IDENTIFIER_KINDS = [
  'name',
  'place',
  'date',
  'phone',
  'fax',
  'email',
  'ssn',
  'medical_record',
  'health_plan',
  'account',
  'license',
  'vehicle',
  'device',
  'url',
  'ip',
  'biometric',
  'photo',
  'code',
] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`
const STREET = String.raw`(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|square|place)\b`
/** Three digits and more, or letters and digits, as numbers of records and cards are written. */
const NUMBER = String.raw`[:#.\s-]*(?:no\.?|number|num|nr\.?)?[:#.\s-]*(?=[a-z0-9-]*\d{2})[a-z0-9][a-z0-9-]{2,}`

const labelled = (labels: string): RegExp => new RegExp(String.raw`\b(?:${labels})${NUMBER}`, 'i')

/** What each kind looks like in a text. Wide on purpose: what is taken for one is deleted, which harms nobody. */
export const TEXT_PATTERNS: readonly (readonly [IdentifierKind, RegExp])[] = [
  ['email', /[^\s@]+@[^\s@]+\.[^\s@]+/],
  ['url', /\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.|\b[a-z0-9-]+\.(?:com|org|net|edu|gov|io|health|info)\b/i],
  ['photo', /data:image\/|\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp)\b/i],
  [
    'biometric',
    /data:audio\/|\.(?:wav|mp3|ogg|opus|m4a|amr|flac)\b|\b(?:voice\s?print|finger\s?print|retina|iris scan)/i,
  ],
  ['ip', /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:^|[^a-z0-9])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![a-z0-9])/i],
  ['ssn', /\b\d{3}[-. ]\d{2}[-. ]\d{4}\b|\bssn\b|\bsocial security/i],
  ['fax', /\bfax\b/i],
  ['phone', /(?:\+|\b00|\b011)?\(?\d{1,4}\)?(?:[-. /]?\(?\d{2,4}\)?){2,5}/],
  ['date', /\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/],
  ['date', new RegExp(String.raw`\b(?:${MONTH}\s+\d{1,2}|\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?${MONTH})\b`, 'i')],
  ['date', /\b(?:9\d|1[0-4]\d)[\s-]*(?:years?|yrs?|y\/?o)\b|\baged?\s*:?\s*(?:9\d|1[0-4]\d)\b/i],
  ['place', new RegExp(String.raw`\b\d{1,6}\s+(?:[\p{L}.'-]+\s+){1,4}${STREET}`, 'iu')],
  ['place', /\b\d{5}(?:-\d{4})?\b|\b(?:county|city|town) of\b|\b(?:zip|postal)\b[^a-z]*\d/i],
  ['medical_record', labelled('mrn|medical record|patient id|chart')],
  ['health_plan', labelled('health plan|member(?: id)?|policy|beneficiary|group|medicare|medicaid')],
  ['account', labelled('account|acct|iban|card|a/c')],
  ['account', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}\b/],
  ['license', labelled('licen[cs]e|certificate|cert|dea|npi|passport')],
  ['vehicle', labelled('vin|plate|vehicle|registration')],
  ['vehicle', /\b(?=[A-HJ-NPR-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b/],
  ['device', labelled('imei|serial|device|udi|mac|pacemaker')],
  ['device', /\b[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}\b/i],
  ['code', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i],
  ['code', /\b[a-z]{2,4}_[0-9a-z]{20,}/],
  ['code', /(?=[\w+/-]*\d)[\w+/-]{12,}/],
]

/** What a field of this name holds, whatever it looks like. Names are in snake case. */
export const FIELD_PATTERNS: readonly (readonly [IdentifierKind, RegExp])[] = [
  ['name', /(?:^|_)(?:name|names|first_name|last_name|surname|initials|signer|caller|patient)(?:_|$)/],
  ['place', /(?:^|_)(?:place|city|street|address|county|precinct|postcode|zip|latitude|longitude|geo)(?:_|$)/],
  ['date', /(?:^|_)(?:date|dob|birth|birthday|day|month|at|at_ms|admitted|discharged|died)(?:_|$)/],
  ['phone', /(?:^|_)(?:phone|mobile|tel|telephone|msisdn|our_number|masked_number|number)(?:_|$)/],
  ['fax', /(?:^|_)fax(?:_|$)/],
  ['email', /(?:^|_)(?:email|mail|e_mail)(?:_|$)/],
  ['ssn', /(?:^|_)(?:ssn|social_security)(?:_|$)/],
  ['medical_record', /(?:^|_)(?:mrn|medical_record|chart)(?:_|$)/],
  ['health_plan', /(?:^|_)(?:health_plan|member|policy|beneficiary|insurance)(?:_|$)/],
  ['account', /(?:^|_)(?:account|iban|card|acct)(?:_|$)/],
  ['license', /(?:^|_)(?:license|licence|certificate|passport|npi|dea)(?:_|$)/],
  ['vehicle', /(?:^|_)(?:vehicle|vin|plate)(?:_|$)/],
  ['device', /(?:^|_)(?:device|serial|imei|mac|udi|user_agent|browser)(?:_|$)/],
  ['url', /(?:^|_)(?:url|link|href|website)(?:_|$)/],
  ['ip', /(?:^|_)(?:ip|ip_address|remote_addr)(?:_|$)/],
  ['biometric', /(?:^|_)(?:voice|voiceprint|fingerprint|biometric|audio|recording_blob|peaks)(?:_|$)/],
  ['photo', /(?:^|_)(?:photo|picture|image|face|portrait)(?:_|$)/],
  ['code', /(?:^|_)(?:id|token|key|hash|sha256|code|uuid|sid)(?:_|$)/],
]
