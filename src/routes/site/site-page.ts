import { xmlText } from '../../kernel/xml.ts'
import { SITE_STYLE } from './site-style.ts'

/** A page of the site. */
export interface SitePage {
  readonly title: string
  /** Its own path: marked in the navigation. */
  readonly path: string
  /** What is between the navigation and the foot, safe already. */
  readonly html: string
}

const NAVIGATION = [
  ['/privacy', 'Privacy'],
  ['/trust', 'Trust'],
  ['/docs', 'API'],
  ['/demo', 'Demo'],
  ['/contact', 'Contact'],
] as const

const FOOT = [
  ['/retention', 'How long we keep data'],
  ['/subprocessors', 'Companies that work for us'],
  ['/cookies', 'Cookies'],
  ['/preferences', 'Mail preferences'],
  ['/support', 'Support'],
] as const

/** Stands where a reader is told that their wish not to be tracked was heard. */
const SIGNAL = '<!--signal-->'

/** A whole page: it loads nothing, sets nothing, and works without a script. */
export const sitePage = ({ title, path, html }: SitePage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${xmlText(title === 'Careline' ? title : `${title} · Careline`)}</title>
<style>${SITE_STYLE}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><a class="name" href="/">Careline</a><nav aria-label="Site"><ul>${links(NAVIGATION, path)}</ul></nav></header>
<main id="content">
${html}
</main>
<footer><ul>${links(FOOT, path)}</ul>${SIGNAL}</footer>
</body>
</html>
`

const links = (list: readonly (readonly [string, string])[], here: string): string =>
  list
    .map(([href, text]) => `<li><a href="${href}"${href === here ? ' aria-current="page"' : ''}>${text}</a></li>`)
    .join('')

/** The page for a reader whose browser sends Global Privacy Control, or for one whose does not. */
export const withSignal = (page: string, isSent: boolean): string =>
  page.replace(
    SIGNAL,
    isSent
      ? '<p>Your browser sends Global Privacy Control, and we heard it: nothing about you is sold or shared. Nor is it without the signal.</p>'
      : '',
  )
