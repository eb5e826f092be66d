import { PALETTE } from './palette.ts'

/** The style of the site's pages: nothing is fetched, from here or elsewhere. */
export const SITE_STYLE = `
${PALETTE}
html { scroll-padding-top: 1.5rem }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.65 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
a { color: var(--mark); text-underline-offset: .15em }
:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: 1rem; background: var(--sheet); padding: .5rem 1rem; z-index: 1 }
body > header, main, body > footer { max-width: 58rem; margin: 0 auto; padding: 0 1.5rem }
body > header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding-top: 1.25rem; padding-bottom: 1.25rem; border-bottom: 1px solid var(--line) }
.name { color: inherit; text-decoration: none; font-weight: 650; font-size: 1.15rem; letter-spacing: -.01em; margin-right: auto }
nav ul, footer ul, ul.plain { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem }
nav a { color: inherit; text-decoration: none }
nav a:hover, nav a[aria-current] { color: var(--mark); text-decoration: underline }
main { padding-top: 2.5rem; padding-bottom: 4rem }
h1 { font-size: 2.1rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem; text-wrap: balance }
h2 { font-size: 1.3rem; letter-spacing: -.01em; margin: 2.5rem 0 .5rem }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem }
.lead { font-size: 1.15rem; color: var(--soft); margin-top: 0; max-width: 40rem }
p, article ul { max-width: 42rem }
li { margin: .15rem 0 }
code, .hash { font: .85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere }
code { background: var(--code); border-radius: 4px; padding: .1em .3em }
.card { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 1rem 0 }
.card > :first-child { margin-top: 0 } .card > :last-child { margin-bottom: 0 }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; margin: 2rem 0 }
.cards .card { margin: 0; overflow-wrap: anywhere }
.cards h2 { font-size: 1.1rem }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0 }
.scroll { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem }
th, td { padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
.soft { color: var(--soft) } .small { font-size: .88rem }
.pass, ins { color: var(--mark) } .not_yet, .unknown { color: var(--warm) } .fail, del, .wrong { color: var(--red) }
.state { font-weight: 600; white-space: nowrap }
ins, del { display: block; text-decoration: none; border-left: 3px solid; padding: .1rem .75rem; margin: .3rem 0 }
form { max-width: 34rem; margin: 1.5rem 0 }
label { display: block; font-weight: 600; margin: 1.1rem 0 .25rem }
label .soft { font-weight: 400 }
input, textarea { width: 100%; font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: 6px; padding: .55rem .7rem }
textarea { min-height: 9rem; resize: vertical }
[aria-invalid] { border-color: var(--red) }
button { font: inherit; font-weight: 600; color: var(--ground); background: var(--mark); border: 0; border-radius: 6px; padding: .6rem 1.4rem; margin-top: 1.4rem; cursor: pointer }
.pot { position: absolute; left: -99rem; height: 1px; overflow: hidden }
.wrong { font-size: .92rem; margin: .25rem 0 0 }
body > footer { padding-top: 1.5rem; padding-bottom: 3rem; border-top: 1px solid var(--line); font-size: .9rem; color: var(--soft) }
footer a { color: inherit }
@media (max-width: 40rem) { dl { display: block } dd { margin-bottom: .5rem } .wide thead { display: none } .wide tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line) } .wide td { display: block; border: 0; padding: 0 } .wide td[data-of]::before { content: attr(data-of) ": "; color: var(--soft) } h1 { font-size: 1.7rem } }
@media print { nav, footer, form { display: none } }
`
