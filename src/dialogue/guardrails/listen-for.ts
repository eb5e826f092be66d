/** What a rule listens for. Innocent phrases are struck out first, so that only what is left can raise an alarm. */
export interface Ear {
  readonly innocent: readonly RegExp[]
  readonly alarms: readonly RegExp[]
}

/**
 * Whether `plain` (see plain-words.ts) says one of the alarming things, and still does once the innocent ones are struck
 * out. Most of what callers say sets nothing off, so that is looked at first.
 */
export function hears(ear: Ear, plain: string): boolean {
  if (!raises(ear, plain)) return false
  return raises(
    ear,
    ear.innocent.reduce((rest, phrase) => rest.replace(phrase, ' # '), plain),
  )
}

const raises = ({ alarms }: Ear, text: string): boolean => alarms.some((alarm) => alarm.test(text))

/** What an ear is made of, as sources of patterns: whole words only, `{NAME}` for a named group of alternatives. */
interface Phrases {
  readonly innocent: readonly string[]
  readonly alarms: readonly string[]
  readonly groups: Readonly<Record<string, string>>
}

/** An ear whose patterns are made when it first listens: most calls never need those of a second language. */
export function earFor({ innocent, alarms, groups }: Phrases): Ear {
  let made: Ear | undefined
  const ear = (): Ear => (made ??= { innocent: patterns(innocent, groups, 'g'), alarms: patterns(alarms, groups) })
  return {
    get innocent() {
      return ear().innocent
    },
    get alarms() {
      return ear().alarms
    },
  }
}

/** Patterns from sources, whole words only. `{NAME}` stands for a named group of alternatives. */
function patterns(sources: readonly string[], groups: Readonly<Record<string, string>>, flags = ''): readonly RegExp[] {
  return sources.map((source) => {
    const filled = fill(source, groups)
    return new RegExp(`(?<![a-z0-9])(?:${filled})(?![a-z0-9])`, flags)
  })
}

function fill(source: string, groups: Readonly<Record<string, string>>): string {
  return source.replace(/\{([A-Z_]+)\}/g, (_, name: string) => {
    const group = groups[name]
    if (group === undefined) throw new Error(`no group of words is called ${name}`)
    return `(?:${fill(group, groups)})`
  })
}
