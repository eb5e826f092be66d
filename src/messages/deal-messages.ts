import { log } from '../kernel/log.ts'
import { changeIdentity } from '../people/change-identity.ts'
import { knownAs, personBehind, type Identities } from '../people/known-as.ts'
import { mergePeople } from '../people/merge.ts'
import { takePreference } from '../consent/preference.ts'
import type { Ctx } from '../context.ts'
import { waitsOf, type Waits } from './intake-pace.ts'
import { inHands, isOf, type Dealing, type Dealt } from './dealing.ts'
import type { InboundMessage } from './message.ts'
import type { ReceivedItem } from './received-items.ts'
import { senderNow } from './sender-now.ts'

type Said = Dealt<'message'> | Dealt<'echo'> | Dealt<'preference'>

/** All that is for one person of a business. */
interface ForOne {
  readonly ctx: Ctx
  readonly identities: Identities
  readonly said: Said[]
}

/** So many messages go to a thread in one request. */
const ITEMS_MAX = 100

type Fail = (dealt: Dealt, error: unknown) => void

/** Hands what people wrote, and what was written to them, to their threads. */
export async function dealMessages(dealing: Dealing, all: readonly Dealt[], fail: Fail): Promise<void> {
  const changes = all.filter(isOf('message')).filter(({ event }) => event.message.content.type === 'identity_changed')
  // First, one after the other: who wrote next is known by what they are called now.
  for (const one of changes) await changed(dealing, one).catch((error: unknown) => fail(one, error))
  const said = all.filter((one): one is Said => ['message', 'echo', 'preference'].includes(one.event.type))
  const groups = await grouped(dealing, said)
  const waits = new Map(groups.map((group, nth) => [group, waitsOf(nth, groups.length)]))
  await inHands(groups, dealing.handsMax, async (group) => {
    try {
      await handOver(dealing, group, waits.get(group))
    } catch (error) {
      for (const one of group.said) fail(one, error)
    }
  })
}

async function changed({ ctxOf }: Dealing, { part, event }: Dealt<'message'>): Promise<void> {
  const { content } = event.message
  if (content.type === 'identity_changed' && content.change !== null)
    await changeIdentity(ctxOf(part.pins), content.change)
}

/** By tenant and by what they are called. Those with both names come first, so that the names of one person meet. */
async function grouped({ ctxOf, lineOf }: Dealing, said: readonly Said[]): Promise<readonly ForOne[]> {
  const groups = new Map<string, ForOne>()
  let unnamed = 0
  for (const one of said) {
    const identities = identitiesOf(one)
    if (identities.phone === null && identities.userId === null) {
      unnamed += 1
      continue
    }
    const pins = await pinsOf(one, lineOf)
    if (pins === null) continue
    const name = `${pins.tenantId}|${identities.phone ?? ''}|${identities.userId ?? ''}`
    const group = groups.get(name) ?? { ctx: ctxOf(pins), identities, said: [] }
    group.said.push(one)
    groups.set(name, group)
  }
  // Nobody could be answered, and what they wrote would be filed under nobody who could ever ask for it.
  if (unnamed > 0) log.warn('intake.unnamed', { times: unnamed })
  return [...groups.values()].sort((one, other) => namesOf(other) - namesOf(one))
}

const namesOf = ({ identities }: ForOne): number =>
  Number(identities.phone !== null) + Number(identities.userId !== null)

/** Whose the message is. A number may be one business's for texts and another's on WhatsApp. */
async function pinsOf({ part, event }: Said, lineOf: Dealing['lineOf']) {
  const { provider, channel: keptFor, line } = part.pins
  const channel = event.type === 'preference' ? keptFor : event.message.channel
  return channel === keptFor ? part.pins : lineOf({ provider, channel, line })
}

function identitiesOf({ event }: Said): Identities {
  if (event.type === 'preference') return event.change.person
  if (event.type === 'echo') return event.to
  return senderNow(event.message)
}

async function handOver(dealing: Dealing, { ctx, identities, said }: ForOne, waits: Waits | undefined): Promise<void> {
  const names = await knownAs(ctx, identities)
  const behind = await personBehind(ctx, names)
  if (behind === null) return
  const { personId, alsoId, isStranger } = behind
  if (alsoId !== null) await mergePeople(ctx, { personId, alsoId, tokens: names.map(({ token }) => token) })
  const { tenantId, region, livemode } = ctx
  const thread = ctx.objects.thread(personId)
  const items = (await Promise.all(said.map((one) => itemOf(dealing, one)))).filter((item) => item !== null)
  for (let at = 0; at < items.length; at += ITEMS_MAX)
    await thread.receive(
      { tenantId, region, livemode, personId },
      items.slice(at, at + ITEMS_MAX),
      waits && { ...waits, isStranger },
    )
  for (const { event } of said) if (event.type === 'preference') await takePreference(ctx, personId, event.change)
}

/** Null for what is no message. */
async function itemOf({ lineOf }: Dealing, { part, event }: Said): Promise<ReceivedItem | null> {
  if (event.type === 'preference') return null
  const { provider, line } = part.pins
  const { message } = event
  const { channel, providerMessageId, sentAtMs, content } = message
  const agent = (await lineOf({ provider, channel, line }))?.agent ?? null
  const whole: InboundMessage = event.type === 'echo' ? { ...event.message, sender: NOBODY } : event.message
  return {
    kind: event.type,
    provider,
    providerMessageId,
    channel,
    line: message.line,
    sentAtMs,
    receivedAtMs: part.receivedAtMs,
    type: content.type,
    changes: content.type === 'edit' || content.type === 'revoke' ? content.of : null,
    isVoice: content.type === 'media' && content.media.some(({ kind }) => kind === 'voice'),
    agent: agent === null ? null : { id: agent.id, version: agent.version },
    json: JSON.stringify(whole),
  }
}

const NOBODY = { phone: null, userId: null, name: null, username: null }
