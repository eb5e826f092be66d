import type { AgentDocument } from '../agents/agent-document.ts'
import type { Utterance } from '../providers/llm/contract.ts'
import { guard, type Guarded } from './guardrails.ts'
import { guardWords } from './guardrails/guard-words.ts'
import { plainWords } from './guardrails/plain-words.ts'

const UNABLE = new RegExp(
  String.raw`(?<![a-z0-9])(?:` +
    String.raw`(?:(?:^|, )|(?:i|we) (?:(?:really|still|also|simply) )?(?:am |are )?)(?:cannot|not able to|unable to|too (?:afraid|scared) to|afraid to|scared to|do not dare(?: to)?|must not)(?: (?:even|make|risk|a|any)){0,3} (?:call|phone|dial|speak|talk|noise|sound|say anything|hang up)|` +
    String.raw`not safe to (?:call|speak|talk|hang up)|(?:i|we)(?: (?:am|are))? not (?:safe|alone)|hiding|` +
    String.raw`(?<!you )(?:will|can|might|could|may|would|going to) (?:over)?hear (?:me|us|this)|(?:listening|watching) (?:to )?(?:me|us)|` +
    String.raw`no puedo (?:\w+ )?(?:llamar\w*|hablar|colgar|marcar|decir nada|(?:hacer )?ruido)|no me (?:atrevo|animo)|no estoy sol[oa]|no es seguro|escondid[oa]s?|` +
    String.raw`(?:me|nos) (?:(?:va|van|puede|pueden|podria|podrian)(?: a)? (?:oir|escuchar)|oiga|oigan|escuche|escuchen|(?:esta|estan) (?:oyendo|escuchando|mirando|viendo))` +
    String.raw`)(?![a-z0-9])`,
)

/** Whether somebody says that they cannot call or speak: they hide, are watched, or have no way to. */
const cannotCall = (text: string): boolean => UNABLE.test(plainWords(text))

const isAlarm = (guarded: Guarded | null): guarded is Guarded & { readonly rule: 'emergency' | 'self_harm' } =>
  guarded?.rule === 'emergency' || guarded?.rule === 'self_harm'

interface Hearing {
  readonly document: AgentDocument
  readonly language: string
  readonly history: readonly Utterance[]
}

/**
 * What whoever is in danger and cannot call for help is told instead of the sentence that sends them to call: nobody who
 * hides is told to hang up. Null for everybody else, and where `text` has nothing to do with it.
 *
 * @param guarded  the rule that `text` itself sets off.
 */
export function insteadOfCalling(
  { document, language, history }: Hearing,
  text: string,
  guarded: Guarded | null,
): string | null {
  if (guarded === null ? !cannotCall(text) : !isAlarm(guarded)) return null
  const before = history.flatMap(({ speaker, text: said }) => (speaker === 'caller' ? [said] : []))
  const rules = before.map((said) => guard(said, document, language))
  const first = rules.findIndex(isAlarm)
  const since = [...(first < 0 ? [] : before.slice(first)), text]
  const alarm = guarded ?? rules.findLast(isAlarm)
  if (!since.some(cannotCall) || !isAlarm(alarm ?? null)) return null
  const { emergency, selfHarm } = guardWords(language).cannotCall
  return alarm?.rule === 'self_harm' ? selfHarm : emergency
}
