import { PALETTE } from './palette.ts'

/** The whole style of the documentation page: no font, image or script is fetched, from here or elsewhere. */
export const DOCS_STYLE = `
${PALETTE}
html { scroll-padding-top: 1.5rem }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
a { color: var(--mark); text-underline-offset: .15em }
a:focus-visible, pre:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; z-index: 1 }
.page { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); max-width: 78rem; margin: 0 auto }
nav { position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 1.75rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: .92rem }
nav .name { color: inherit; text-decoration: none; font-weight: 650; font-size: 1.1rem; letter-spacing: -.01em }
nav h2 { font-size: .75rem; font-weight: 600; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); margin: 1.5rem 0 .35rem }
nav ul { list-style: none; margin: 0; padding: 0 }
nav li a { display: block; padding: .16rem 0; color: inherit; text-decoration: none }
nav li a:hover { color: var(--mark) }
main { padding: 2.25rem 2.5rem 6rem; min-width: 0 }
h1 { font-size: 2.1rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem }
h1 + p { font-size: 1.1rem; color: var(--soft); margin-top: 0 }
main h2 { font-size: 1.45rem; letter-spacing: -.01em; margin: 3.5rem 0 .5rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }
main h3 { font-size: 1.05rem; margin: 0 }
p, ul { max-width: 44rem }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere }
pre { background: var(--code); border-radius: 8px; padding: .85rem 1rem; overflow-x: auto; margin: .75rem 0; line-height: 1.5 }
pre code { background: none; padding: 0; overflow-wrap: normal }
.operation { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 1rem 0 }
.operation > header { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: baseline; justify-content: space-between }
.operation h3 a { color: inherit; text-decoration: none }
.operation h3 a:hover { text-decoration: underline }
.route { font: .875rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere }
.method { font-weight: 700; text-transform: uppercase; margin-right: .5rem }
.get { color: var(--cool) } .post { color: var(--mark) } .patch, .put { color: var(--warm) } .delete { color: var(--red) }
.needs { color: var(--soft); font-size: .875rem; margin: .35rem 0 0 }
.scroll { overflow-x: auto; margin: .6rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8rem }
th, td { padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td:first-child { white-space: nowrap }
tr:last-child td { border-bottom: 0 }
td .required { color: var(--warm); font-size: .8rem }
td .type { color: var(--soft); white-space: nowrap }
details { margin: .5rem 0 }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; width: fit-content }
h4 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 1rem 0 0 }
@media (max-width: 52rem) { .page { display: block } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1.25rem } nav ul { columns: 2 } main { padding: 1.5rem 1.25rem 4rem } .operation { padding: .9rem 1rem } }
@media (max-width: 40rem) { thead { display: none } tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line) } td, td:first-child { display: inline-block; border: 0; padding: 0 .6rem 0 0; white-space: normal } td:last-child { display: block } }
@media print { nav { display: none } .page { display: block } .operation { break-inside: avoid } }
`
