/** The privacy policy of CareCaller as of 24 March 2026. Its bytes are fixed: a change is a new version beside this one. */
export const carecaller20260324 = `# Privacy policy of CareCaller

Last updated: 24 March 2026

## 1. What this is about

CareCaller carries calls and messages for organisations of health care. This policy has two parts, because we handle information in two roles: (A) what we collect for ourselves, through our website and in dealing with the organisations that are our customers; and (B) what we handle for those organisations, when they use the platform to reach the people they care for.

CareCaller provides technology. It is not a provider of health care: our assistant treats nobody, gives no diagnosis, and says for which organisation it speaks.

## 2. Health-care organisations

The organisation is responsible for its patients, and for having their consent. We handle service data for it and for the partners it names, as they instruct us. We contact nobody on our own account.

# Part A: website and business

## 3. What we collect

About customers:

- name of the organisation
- name of a contact person
- e-mail address
- telephone number
- what is needed to sign in: keys of which we keep only a hash

From our website and mail:

- requests for a demonstration
- what is sent through the contact form
- requests for help
- mails about our services

By itself:

- IP address
- kind of device and browser
- which pages were asked for
- cookies: at this time we set none, and /cookies says so

## 4. What we use it for

- to answer questions and requests for a demonstration
- to manage the accounts of customers
- to help
- to make the website better, by counting
- to send business mail, which anybody can stop with one click
- to keep it all secure

## 5. Cookies

Cookies and similar means may be used to run a website and to make it better. Ours works without any. Whoever blocks or deletes cookies in a browser loses nothing here, and a signal of Global Privacy Control is honoured.

# Part B: service data

## 6. What we handle for organisations

- telephone numbers
- e-mail addresses, where the organisation uses them
- how somebody wants to be reached
- that somebody wants no more calls or messages
- a log of messages
- about calls: when, how long, and how they ended
- voicemail
- recordings and transcripts of calls
- how far a task has come
- appointments and refills
- requests for help
- what somebody agreed to, in which words and when, where that is kept with us

## 7. What we use it for

- to deliver calls and messages
- to bring them to the right place
- to keep logs
- to honour preferences
- to find faults
- to help
- to keep the platform secure and to stop abuse
- to do what law and contracts ask

## 8. Whom we share it with

- the organisations that use the platform
- telephony: Twilio
- artificial intelligence and transcription: Cloudflare Workers AI and OpenAI, where the organisation chose one and an agreement on health data is in place
- hosting: Cloudflare
- analysis and monitoring: Cloudflare's own logs, which hold no content and nothing that names a person
- support and security: nobody outside at this time
- courts and authorities, where the law requires it
- a successor, should the business be sold or merged, after notice

The register with contracts, regions and dates of review is at /subprocessors.

CareCaller does not sell personal information. That somebody agreed to be called or texted, and their number with it, is shared with nobody for marketing of their own. It goes to those who deliver the service, and to the organisation or its partner so that they can honour it, and to no one else.

## 9. How long we keep it

- Questions sent through the website: 24 months after the last contact, or longer while an account is active.
- Accounts: as long as the organisation is a customer, and 90 days to wind down.
- Service data and logs: as agreed with the organisation and as the law asks, then deleted or stripped of everything that identifies.
- Wishes not to be contacted: as long as they have to be honoured, which is for good.
- Recordings and transcripts: as the organisation sets within the bounds of the law; 30 days where it set nothing else.

The whole table is at /retention.

## 10. How we protect it

Our safeguards are administrative, technical and physical: encrypted connections only, access by key and scope, a review of every company that works for us; the buildings are our hosting provider's, with its attestations. No system is absolutely secure.

## 11. Rights and requests

About the website and business data, write to support@carecaller.com.

About service data, it may be the organisation that has to answer, since it decides. Write to us all the same if you like: we pass it on, without telling anyone whether you are known there, and help the organisation to answer in time.

If you live in California you may ask to see, delete or correct personal information by writing to support@carecaller.com.

## 12. Changes

We may change this policy from time to time. The date at its top is the date from which the newest version holds. Earlier versions, and what changed, stay readable.
`
