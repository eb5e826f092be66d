const STEP =
  /\b(?:(?:by |back |forward |up |out |ahead )*)(half an hour|an hour and a half|an hour|a half hour|one hour|two hours|a couple of hours|fifteen minutes|15 minutes|a quarter of an hour|thirty minutes|30 minutes|forty five minutes|45 minutes)( (?:earlier|sooner|later|back|forward|up))?\b/
const MINUTES: Readonly<Record<string, number>> = {
  'half an hour': 30,
  'a half hour': 30,
  'thirty minutes': 30,
  '30 minutes': 30,
  'an hour': 60,
  'one hour': 60,
  'an hour and a half': 90,
  'two hours': 120,
  'a couple of hours': 120,
  'fifteen minutes': 15,
  '15 minutes': 15,
  'a quarter of an hour': 15,
  'forty five minutes': 45,
  '45 minutes': 45,
}
const EARLIER = /\b(?:earlier|sooner|forward|bring|up)\b/
const DAY_MINUTES = 1_440

/**
 * "Push it back half an hour", "an hour earlier": the time so far from `clock` ("7:30 PM"), said the same way. Null when
 * `plain` asks for no such step.
 */
export function steppedClock(plain: string, clock: string): string | null {
  const by = MINUTES[STEP.exec(plain)?.[1] ?? '']
  const face = /^(\d{1,2})(?::(\d\d))? ([AP])M/.exec(clock)
  if (by === undefined || !face) return null
  const minutes = (Number(face[1]) % 12) * 60 + Number(face[2] ?? 0) + (face[3] === 'P' ? 720 : 0)
  const moved = minutes + (EARLIER.test(plain) ? -by : by)
  if (moved < 0 || moved >= DAY_MINUTES) return null
  const hour = Math.floor(moved / 60)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(moved % 60).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`
}
