/** `controlled` in an agent document stands for these: medicines of the US schedules II to IV that are often asked for, by generic and brand name. */
const CONTROLLED = `
  oxycodone oxycontin percocet roxicodone endocet hydrocodone vicodin norco lortab morphine fentanyl duragesic
  codeine hydromorphone dilaudid methadone tramadol ultram oxymorphone tapentadol nucynta meperidine demerol
  buprenorphine suboxone subutex adderall amphetamine dextroamphetamine dexedrine vyvanse lisdexamfetamine
  ritalin concerta methylphenidate focalin dexmethylphenidate modafinil provigil armodafinil phentermine
  adipex xanax alprazolam valium diazepam klonopin clonazepam ativan lorazepam restoril temazepam librium
  chlordiazepoxide halcion triazolam ambien zolpidem lunesta eszopiclone sonata phenobarbital fioricet
  butalbital carisoprodol soma ketamine testosterone dronabinol marinol lyrica pregabalin lomotil opioid
  opioids opiate opiates narcotic narcotics benzo benzos
`
  .trim()
  .split(/\s+/)

/** A name this long is known with one letter wrong: recognition spells medicines by ear. */
const FUZZY_LENGTH_MIN = 5

/** Whether a text names one of `never`, where the entry `controlled` stands for a list of ours. */
export function mentionsMedicine(text: string, never: readonly string[]): boolean {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^a-z]+/)
    .filter(Boolean)
  const joined = ` ${words.join(' ')} `
  const names = never.flatMap((name) =>
    name.toLowerCase() === 'controlled' ? ['controlled', ...CONTROLLED] : [name.toLowerCase()],
  )
  return names.some((name) => joined.includes(` ${name} `) || words.some((word) => isNear(word, name)))
}

/** The same but for one letter more, fewer or other. */
function isNear(word: string, name: string): boolean {
  if (name.length < FUZZY_LENGTH_MIN || Math.abs(word.length - name.length) > 1) return false
  const longer = Math.max(word.length, name.length)
  let start = 0
  while (start < longer && word[start] === name[start]) start += 1
  let same = 0
  while (same < longer - start && word.at(-1 - same) === name.at(-1 - same)) same += 1
  return start + same >= longer - 1
}
