/** What the tables of this folder call a zone. */
const ZONES =
  'E New_York,C Chicago,M Denver,P Los_Angeles,Z Phoenix,A Anchorage,D Adak,B Boise,I Indiana/Indianapolis,' +
  'L Kentucky/Louisville,T Detroit,N Menominee,S St_Johns,G Goose_Bay,X Halifax,K Moncton,Q Blanc-Sablon,O Toronto,' +
  'R Regina,W Winnipeg,Y Edmonton,V Vancouver,J Dawson_Creek,U Whitehorse,F Iqaluit,' +
  'H Pacific/Honolulu,1 Puerto_Rico,2 St_Thomas,3 Pacific/Guam,4 Pacific/Pago_Pago,' +
  '5 Pacific/Palau,6 Pacific/Pohnpei,7 Pacific/Majuro'

const NAMES: ReadonlyMap<string, string> = new Map(
  ZONES.split(',').map((pair) => {
    const name = pair.slice(2)
    return [pair.charAt(0), name.startsWith('Pacific/') ? name : `America/${name}`]
  }),
)

/** `EC` to the IANA names, in that order. Throws for a letter that stands for none. */
export const zonesOfLetters = (letters: string): readonly string[] =>
  Array.from(letters, (letter) => {
    const name = NAMES.get(letter)
    if (name === undefined) throw new Error(`No zone is called ${letter}.`)
    return name
  })

/** Zones of their own history that have kept the time of another since 2007. */
const SAME_TIME: ReadonlyMap<string, string> = new Map([
  ['America/Detroit', 'America/New_York'],
  ['America/Indiana/Indianapolis', 'America/New_York'],
  ['America/Kentucky/Louisville', 'America/New_York'],
  ['America/Menominee', 'America/Chicago'],
  ['America/Boise', 'America/Denver'],
  ['America/Moncton', 'America/Halifax'],
])

/** Whether two zones keep the same time, as far as these tables know. */
export const isSameTime = (one: string, other: string): boolean =>
  (SAME_TIME.get(one) ?? one) === (SAME_TIME.get(other) ?? other)
