import { POLICY_LINES, SERVICES } from '../../policies/policy-line.ts'
import type { SitePage } from './site-page.ts'

/** What this is, and where to go from here. `mailDomain`: where our inboxes are. */
export const homePage = (mailDomain: string): SitePage => ({
  title: 'Careline',
  path: '/',
  html: `<h1>An assistant answers your phone, lawfully</h1>
<p class="lead">It takes calls and messages for a business, makes appointments, says that it is a computer, and forgets on time.</p>
<div class="cards">
<section class="card"><h2>For businesses</h2><p>Your number, your hours, your rules. Everything it does can be read and changed <a href="/docs">by API</a>.</p><p><a href="/demo">Ask for a demonstration</a></p></section>
<section class="card"><h2>If we called you, or you called</h2><p>You may see what is held about you, correct it, have it deleted, or say stop. Write to <a href="mailto:privacy@${mailDomain}">privacy@<wbr>${mailDomain}</a>; saying which business helps.</p></section>
<section class="card"><h2>Can that be checked?</h2><p>Every promise of our policies has a test. <a href="/trust">All of them, and how they went</a>, with what is not there yet.</p></section>
</div>
<h2>Two services, a policy each</h2>
<ul>${POLICY_LINES.map((line) => `<li><a href="/privacy/${line}">${SERVICES[line].name}</a>: ${SERVICES[line].what}</li>`).join('')}</ul>`,
})
