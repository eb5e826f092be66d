/** Names that people write, of the places whose law gives times of its own: in English, and as they are called there. */
const NAMES = `AT austria|österreich;BE belgium|belgië|belgique;BG bulgaria;HR croatia|hrvatska;CY cyprus
CZ czechia|czech republic|česko;DK denmark|danmark;EE estonia|eesti;FI finland|suomi;FR france;DE germany|deutschland
GR greece;HU hungary|magyarország;IE ireland|republic of ireland|éire;IT italy|italia;LV latvia|latvija
LT lithuania|lietuva;LU luxembourg;MT malta;NL netherlands|the netherlands|holland|nederland;PL poland|polska;PT portugal
RO romania|românia;SK slovakia|slovensko;SI slovenia|slovenija;ES spain|españa;SE sweden|sverige;IS iceland|ísland
LI liechtenstein;NO norway|norge;GB united kingdom|uk|great britain|england|scotland|wales|northern ireland
CH switzerland|schweiz|suisse|svizzera;US united states|usa|united states of america;US-CA california`

/** Read when first asked for. */
let codes: ReadonlyMap<string, string> | undefined

function codesByName(): ReadonlyMap<string, string> {
  codes ??= new Map(
    NAMES.split(/[;\n]/).flatMap((entry) => {
      const end = entry.indexOf(' ')
      const names = entry.slice(end + 1).split('|')
      return names.map((name): [string, string] => [plain(name), entry.slice(0, end)])
    }),
  )
  return codes
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()

/** `DE` or `US-CA` of a name as people write it; null where it is none of these. */
export const countryNamed = (name: string): string | null => codesByName().get(plain(name)) ?? null
