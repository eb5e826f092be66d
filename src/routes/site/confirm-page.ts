import { contextOf, inRegion } from '../../context.ts'
import type { Env } from '../../env.ts'
import { xmlText } from '../../kernel/xml.ts'
import { confirmByLink, linkedBy, type Linked } from '../../privacy/confirm-link.ts'
import { rightsIn } from '../../privacy/words.ts'
import { REGIONS } from '../../records/region.ts'
import { vaultOf } from '../../vault/vault.ts'
import { pageAnswer } from './page-answer.ts'
import type { SitePage } from './site-page.ts'

const PATH = '/privacy/confirm'

// The mail with the link is in the language of its owner, and a page knows nobody: so it says both.
const askPage = (token: string, { types }: Pick<Linked, 'types'>): SitePage => ({
  title: 'Was it you who asked?',
  path: PATH,
  html: `<h1>Was it you who asked?</h1>
<p class="lead">Somebody asked in your name for ${xmlText(rightsIn(types, null))}. The mail with this link went to the address that is on file for you, to find out whether it was you.</p>
<form method="post" action="${PATH}/${xmlText(encodeURIComponent(token))}"><button>Yes, it was me · Sí, fui yo</button></form>
<p>If it was not you, close this page: nothing is given out and nothing is deleted.</p>
<p lang="es">Alguien pidió, en nombre de usted, ${xmlText(rightsIn(types, 'es'))}. El correo con este enlace se envió a la dirección que consta sobre usted, para saber si fue usted.</p>
<p lang="es">Si no fue usted, cierre esta página: no se entrega ni se elimina nada.</p>`,
})

const CONFIRMED: SitePage = {
  title: 'Confirmed',
  path: PATH,
  html: '<h1>Confirmed</h1><p class="lead">Thank you. The request goes on, and what comes of it is told by mail.</p><p>A deletion begins 24 hours from now. Until then it can be taken back: the mail about it says how.</p><p lang="es">Confirmado. Gracias: la solicitud sigue su curso y el resultado se le dice por correo. Una eliminación empieza dentro de 24 horas. Hasta entonces se puede retirar: el correo sobre ella dice cómo.</p>',
}

const GONE: SitePage = {
  title: 'This link does not work',
  path: PATH,
  html: '<h1>This link does not work</h1><p class="lead">Perhaps it was used, its day is over, a newer one was sent, or it was not copied whole.</p><p>If you have confirmed already, you need not do anything. If not, write to us again, and a new one is sent.</p><p lang="es">Este enlace no funciona. Quizá ya se usó, venció, hay uno más nuevo o no se copió entero. Si ya confirmó, no tiene que hacer nada. Si no, escríbanos otra vez y se le envía uno nuevo.</p>',
}

const linked = (env: Env, token: string, nowMs: number): Promise<Linked | null> =>
  linkedBy({ vault: vaultOf(env), regions: REGIONS.map((region) => inRegion(env, region)), nowMs }, token)

/** Where the link in the mail leads. Opening it does nothing: whatever scans mails opens links, too. */
export async function showConfirm(env: Env, request: Request, token: string, nowMs: number): Promise<Response> {
  const found = await linked(env, token, nowMs)
  const page = found === null ? GONE : askPage(token, found)
  return pageAnswer(request, page, { status: found === null ? 404 : 200, isOwn: true })
}

/** The button itself. */
export async function confirm(env: Env, request: Request, token: string, nowMs: number): Promise<Response> {
  const found = await linked(env, token, nowMs)
  const actor = { type: 'system', name: 'site' } as const
  const isDone = found !== null && (await confirmByLink(contextOf(env, { ...found, actor }, nowMs), found))
  return pageAnswer(request, isDone ? CONFIRMED : GONE, { status: isDone ? 200 : 404, isOwn: true })
}
