/** The privacy policy of Misocare as of 8 April 2026. Its bytes are fixed: a change is a new version beside this one. */
export const misocare20260408 = `# Privacy policy of Misocare

Last updated: 8 April 2026

This policy says what Misocare ("we") does with information about people when a business uses our assistant for calls, messages and bookings.

## 1. What Misocare is

A business connects its telephone numbers and messaging channels to us. An assistant that is a computer program answers there, in the name of the business, and takes messages, answers questions and makes appointments. Most of what we hold, we hold for that business. A little we collect for ourselves, to run the service and to make it better.

## 2. What we collect

From businesses:

- the name of the business and how to reach it
- its telephone numbers and channels
- what connects us with its calendar or customer system, if it connects one
- how it has set its assistant up: texts, opening hours, services, rules

From people who call or write to a business:

- a name and ways to reach them, where they give them; we do not look people up anywhere
- recordings of calls, where recording is announced and nobody objected
- what was said and written, as text, including messages on WhatsApp and by SMS
- appointments

By itself:

- about calls: when, how long, and how they ended
- how the service is used, counted for each business and never for each person
- for visits to our website: IP address and kind of browser

## 3. What we use it for

- to provide the service and keep it running
- to carry calls, messages and bookings
- to write summaries and to count
- to make the assistant and the service better, only where the business switched that on, and only with what identifies nobody
- to help businesses that ask for support
- to keep the service secure and to stop abuse

We may publish or use sums that are so large that nobody can be found in them: at least ten people behind every figure.

## 4. Who decides

The business decides what happens with data about the people it deals with; in the words of the law it is the controller. We act on its instructions, as its processor. The business has to have whatever consent the law asks for, and we refuse to contact people for it where we find none.

## 5. Recording and artificial intelligence

Whoever uses Misocare knows, and callers are told at the beginning of every call:

- calls and messages may be recorded and written down
- a computer program takes part in the conversation, while it happens; it says that it is one when asked
- parts of the conversation go to the companies named below for as long as they need to do their part, and are deleted there afterwards where they let us

Who says no to recording is not recorded, and what had been recorded until then is deleted.

## 6. Companies that work for us

- Telephony: Twilio.
- Artificial intelligence: Cloudflare Workers AI and OpenAI, where a business chose one of them. Without such a choice, conversations are understood by rules within our own program, and go to no one.
- Cloud: Cloudflare. Everything we keep lies there: Workers, Durable Objects, D1 and R2, in the region that the business chose.
- Messages: Meta for WhatsApp; Twilio for SMS.
- The calendar or customer system of the business itself, where it connects one.

They work under contract. The register of all of them, with regions and dates of review, is at /subprocessors.

## 7. Whom we tell

We do not sell personal data, and we do not hand it on for advertising.

We share it with the companies above, to provide the service; with the business that somebody called or wrote to; and with courts and authorities where the law makes us, after two people have checked that it does.

## 8. How long we keep it

No longer than the service, the law or a contract needs it. Each kind of data has a time of its own, at /retention. When it is over, a program deletes it and signs a list of how much it deleted. A business can have everything that belongs to its account deleted.

## 9. How we protect it

- credentials can be written and never read back
- every key to our interface can do only what it was made for
- what people said and wrote is encrypted with a key of its own for each person; once that key is destroyed, no copy can be read again
- only encrypted connections are accepted

No system is perfectly secure. If something goes wrong we tell the businesses concerned, in the times that the law sets.

## 10. Your rights

Depending on where you live, you may have the right

- to see what is held about you
- to have it corrected
- to have it deleted
- to object to its use

It is best to ask the business you had to do with. You may also ask us: we find the business, pass your request on and watch over its time.

## 11. Other countries

Data may be handled in countries other than yours. A business chooses the region in which its data stays; where a company above works from another one, an agreement that the law recognises has to be in place first.

## 12. Children

Misocare is not meant for use by anyone under 18, and we do not knowingly collect data from children. Where a caller turns out to be a child, recording stops, what was said is locked away and then deleted, and the business is told.

## 13. Changes

We may change this policy. Every version stays at its own address, with what changed. Businesses are told before a new one takes effect; who goes on using the service after that day accepts it, and where a change is a serious one we ask.

## 14. Contact

general@misocare.io
`
