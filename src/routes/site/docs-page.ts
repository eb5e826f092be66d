import { xmlText } from '../../kernel/xml.ts'
import { guide } from './docs-guide.ts'
import { operationCard, routesOf, type Route } from './docs-operation.ts'
import { DOCS_STYLE } from './docs-style.ts'
import type { OpenApiDocument } from './openapi.ts'

const titleOfTag = (tag: string): string => `${tag.charAt(0).toUpperCase()}${tag.slice(1).replaceAll('_', ' ')}`

/** The documentation as one page that needs nothing else: it can be saved and read anywhere. */
export function docsPage(document: OpenApiDocument): string {
  const sections = guide(document.servers[0]?.url ?? '')
  const groups = Map.groupBy(routesOf(document), ({ operation }) => operation.tags[0])
  const parts = sections.map(({ id, title, html }) => `<section><h2 id="${id}">${xmlText(title)}</h2>${html}</section>`)
  const resources = [...groups].map(([tag, routes]) => resourceSection(tag, routes, document))
  const links = sections.map(({ id, title }) => ({ id, title }))
  const tags = [...groups.keys()].map((tag) => ({ id: `resource-${tag}`, title: titleOfTag(tag) }))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Careline API</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<div class="page">
<nav aria-label="Contents"><a class="name" href="#top">Careline API</a>${navList('Guide', links)}${navList('Resources', tags)}</nav>
<main id="content">
<h1 id="top">Careline API</h1>
<p>An AI answers your phone, books, takes messages and forgets on time. This is how your programs talk with it.</p>
${parts.join('\n')}
${resources.join('\n')}
</main>
</div>
</body>
</html>
`
}

function navList(title: string, links: readonly { readonly id: string; readonly title: string }[]): string {
  const items = links.map(({ id, title: text }) => `<li><a href="#${id}">${xmlText(text)}</a></li>`).join('')
  return `<h2>${xmlText(title)}</h2><ul>${items}</ul>`
}

function resourceSection(tag: string, routes: readonly Route[], document: OpenApiDocument): string {
  const cards = routes.map((route) => operationCard(route, document))
  return `<section><h2 id="resource-${tag}">${xmlText(titleOfTag(tag))}</h2>${cards.join('\n')}</section>`
}
