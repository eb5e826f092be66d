import { expect, test } from 'vitest'
import { classify } from './classify.ts'
import { RIGHT_LABELS } from './labels.ts'

const labelsOf = (text: string): readonly string[] => classify(text).map(({ label }) => label)

/** One phrase a line, each of which must be read as that label, whatever else it is read as. */
const SAID: Readonly<Record<string, string>> = {
  delete: `
    Please delete my data.
    Please delete all my personal data from your systems.
    Please delete everything Bright Smile Dental has about me.
    I want you to erase everything you have about me.
    I would like to have my personal information removed.
    Delete my account and all associated data.
    I am requesting the deletion of my personal information under the CCPA.
    Under Article 17 GDPR I request erasure of all personal data concerning me.
    I want to exercise my right to be forgotten.
    Kindly wipe any recordings of my calls.
    Remove all of my information from your database.
    Please remove me from your database.
    Can you please get rid of my phone number and my name?
    I want my data gone.
    Please destroy the recordings of my calls with you.
    I demand that my records be erased immediately.
    Don't hesitate to delete my data right away.
    Please don't forget to delete my records.
    How can I have my data deleted?
    I'd like all my info to be permanently deleted please
    DELETE MY DATA NOW!!!
    pls delet my data
    Could you delete the data you hold about me?
    Forget me.
    I don't want you to keep my data, please delete it and all my records.
    This is a data deletion request.
    Please purge my chat history and voice recordings.
    Please close my account and delete my details.
    I do not want to be contacted and I want my data deleted.
    Please make sure that all of my personal details are deleted.
    I asked you three times to delete my data.
    Take my details out of your system.
    I no longer use your service. Please erase my profile.
    Hello, I was a patient at Smile Dental and would like to have all of the information that you hold on me removed.
    As a California resident, I am writing to request that you delete any personal information you have collected from me.
    Can u delete everything u have on me
    My data should be deleted.
    Please have my information taken down
    Nobody should have my voice. Delete the recordings.
    I revoke permission to store my data and want it deleted.
    Get my info out of your system!
    i want u to delete my stuff
    I'd appreciate it if you would erase my data.
    Is it possible to delete my data?
    Merci de supprimer mes données
    ¿Podrían eliminar mi información, por favor?
    Necesito que borren mis grabaciones
    Please delete, erase or destroy my personal data.
    Bitte löschen Sie alle meine Daten.
    Ich möchte, dass meine personenbezogenen Daten gelöscht werden.
    Hiermit beantrage ich die Löschung meiner Daten gemäß Art. 17 DSGVO.
    Veuillez supprimer toutes mes données personnelles.
    Je demande l'effacement de mes données.
    Por favor, apaguem os meus dados.
    Solicito a exclusão dos meus dados pessoais.
    Por favor eliminen todos mis datos personales.
    Quiero que borren mi información.
    Solicito la supresión de mis datos.
    Borren mi número de teléfono y mi nombre de su sistema.
    Deseo ejercer mi derecho al olvido.
    No quiero que guarden mis datos.
    Exijo que eliminen todas las grabaciones de mis llamadas.
    Bórrenme de su base de datos`,
  access: `
    Please send me everything Bright Smile Dental has about me.
    I write on behalf of my mother, June Fox: please send us a copy of everything Bright Smile Dental has about her.
    Please send me a copy of all my data.
    I would like to see what information you have about me.
    What data do you hold on me?
    This is a subject access request.
    I'm making a DSAR.
    I request access to my personal data under Article 15 GDPR.
    Could you provide me with the recordings of my calls?
    What do you know about me?
    I want a copy of my medical records.
    Do you have any data about me?
    Please disclose the categories of personal information you have collected about me.
    Can I get the transcripts of my calls?
    I am exercising my right to know.
    Please tell me who you have shared my data with.
    Where did you get my number?
    Which companies received my information?
    Could I please get a copy of everything you have stored about me?
    Quiero saber qué información tienen sobre mí.
    Send me everything you have on me.
    Give me my data
    I want to see my records.
    Ich möchte Auskunft über meine gespeicherten Daten.
    Welche Daten haben Sie über mich gespeichert?
    Je souhaite exercer mon droit d'accès.
    Quelles données avez-vous sur moi ?
    Gostaria de receber uma cópia dos meus dados.
    Quais dados vocês têm sobre mim?
    ¿Qué datos tienen sobre mí?
    Quiero una copia de mis datos personales.
    Solicito acceso a mis datos.
    Envíenme por favor toda la información que tienen de mí.
    Quiero ejercer mi derecho de acceso.
    ¿Con quién han compartido mis datos?`,
  correct: `
    Please correct my name.
    My name is misspelled in your records.
    My last name is spelled Kowalski, not Kovalsky.
    The address you have for me is wrong.
    Please update my phone number to +1 212 555 0143.
    You have my birthday wrong.
    I want to exercise my right to rectification.
    My date of birth is incorrect.
    Could you change my email address to ann@example.com?
    Bitte berichtigen Sie meine Adresse.
    Veuillez corriger mon nom.
    Por favor corrijam o meu nome.
    Por favor corrijan mi nombre.
    Mi apellido está mal escrito.
    Mi dirección es incorrecta, actualicen mis datos.`,
  object: `
    I object to the processing of my personal data.
    Do not sell or share my personal information.
    Please stop processing my data.
    I withdraw my consent.
    I do not consent to being recorded.
    Don't use my voice to train your AI.
    I want to opt out of the sale of my data.
    Ich widerspreche der Verarbeitung meiner Daten.
    Je m'oppose au traitement de mes données.
    Eu me oponho ao tratamento dos meus dados.
    Me opongo al tratamiento de mis datos.
    Retiro mi consentimiento.
    No quiero que usen mis datos.`,
  restrict: `
    Please restrict the processing of my data.
    Limit the use of my sensitive personal information.
    I want to exercise my right to restriction under Article 18 GDPR.
    Stop using my data until you have checked it.
    Keep my records but do not use them.
    Limiten el uso de mis datos.
    Ich verlange die Einschränkung der Verarbeitung.
    Je demande la limitation du traitement.`,
  portability: `
    Please transfer my data to another provider.
    I want my data in a machine-readable format.
    Send my records to Dr. Example.
    I would like an export of my data as CSV.
    This is a data portability request.
    Solicito la portabilidad de mis datos.
    Ich verlange Datenübertragbarkeit.`,
  optout_voice: `
    Stop calling me.
    Please don't call me again.
    No more calls please.
    Put me on your do not call list.
    Take me off your call list.
    I don't want any more robocalls.
    Quit calling this number!
    Never call me again.
    Do not call
    I asked you to stop calling me.
    Dejen de llamarme.
    No me llamen más.
    Rufen Sie mich nicht mehr an.
    Ne m'appelez plus.
    Parem de me ligar.`,
  optout_sms: `
    Stop texting me.
    Please don't send me any more texts.
    I no longer want to receive text messages.
    Opt me out of SMS.
    hi, can you please stop sending appointment reminders by text
    Please only contact me by email
    No more sms please
    No me manden más mensajes de texto.`,
  optout_whatsapp: `
    Stop messaging me on WhatsApp.
    No more WhatsApp messages please.
    Please do not contact me via WhatsApp.
    No me escriban por WhatsApp.`,
  optout_marketing: `
    Unsubscribe
    Please unsubscribe me from your newsletter.
    Remove me from your mailing list.
    I don't want any more marketing emails.
    Stop sending me promotions.
    How do I unsubscribe?
    I'd like to opt out of marketing.
    I object to direct marketing.
    Quiero darme de baja.
    No quiero recibir más publicidad.
    Bitte keine Werbung mehr.
    Je ne souhaite plus recevoir vos newsletters.`,
  optout_all: `
    STOP
    Stop contacting me.
    Do not contact me again.
    Leave me alone.
    Remove me from your list.
    Please cease all communication with me.
    I do not want to be contacted anymore.
    Opt me out.
    Stop bothering us!
    Your bot called me 5 times today! Stop it immediately.
    No me contacten más.
    Déjenme en paz.
    Bitte kontaktieren Sie mich nicht mehr.
    Ne me contactez plus.
    Não me contatem mais.`,
  child: `
    I am 12 years old and your robot called me.
    I'm eleven.
    You recorded my ten-year-old son.
    You have collected information about my daughter, who is a minor.
    Your system called my child and asked for her name.
    Tengo 12 años.
    Grabaron a mi hija menor de edad.`,
  agent: `
    I am writing on behalf of my mother.
    I am the authorized agent of Ann Example and request deletion of her data.
    I hold power of attorney for my father.
    Please delete my husband's data.
    I represent Mr. Example in this matter.
    Escribo en nombre de mi madre.
    Ich schreibe im Namen meiner Mutter.`,
  withdraw_request: `
    Please withdraw my request.
    I changed my mind, please keep my data.
    Cancel my deletion request.
    Please disregard my previous email.
    I no longer want you to delete my data.
    Please do not delete my data after all.
    Never mind.
    Retiro mi solicitud.
    Cambié de opinión, no borren mis datos.
    Ich ziehe meinen Antrag zurück.`,
  status: `
    What is the status of my request?
    How far is my request?
    How far along are you with my deletion?
    Did you delete it?
    Have you deleted my data yet?
    Please confirm that you have deleted all my data.
    What happened to my request?
    Did you get my request?
    Any update on my request?
    When will my data be deleted?
    I am still waiting for a response.
    I sent a request three weeks ago.
    Has my information been removed?
    ¿Ya borraron mis datos?
    ¿Cuál es el estado de mi solicitud?`,
  complaint: `
    I want to file a complaint.
    I want to complain: you rang me at six in the morning.
    I will report you to the FTC.
    This violates my privacy.
    You called me without my consent.
    This is unacceptable.
    Voy a presentar una queja ante la AEPD.`,
  legal_process: `
    Please find attached a subpoena for records.
    We are serving you with a court order.
    If you do not answer within 7 days I will take legal action.
    You will hear from my lawyer.
    This is a litigation hold notice.
    I will sue you.
    A search warrant has been issued.
    Adjunto orden judicial.`,
  security_report: `
    I found a vulnerability in your website.
    There is an XSS on your login page.
    Do you have a bug bounty?
    I was able to access other patients' records.
    Your API keys are exposed: leaked api key in a public repository.`,
  breach_notice: `
    We are writing to notify you of a data breach at our company.
    We experienced a security incident affecting your data.
    An unauthorized party gained unauthorized access to our systems.`,
  business_inquiry: `
    How much does it cost?
    We are interested in your product for our clinic.
    Could you send me a quote?
    I'd like to talk to sales.
    Can we sign a BAA with you?`,
  demo: `
    I'd like to book a demo.
    Can we schedule a demonstration next week?
    Is there a free trial?`,
  support: `
    I cannot log in to the dashboard.
    Our webhook is not working.
    How do I reschedule an appointment?
    I forgot my password.`,
  wrong_number: `
    You have the wrong number.
    I am not the person you are looking for.
    There is nobody here by that name.
    Número equivocado.
    I just got this number recently.`,
  spam: `
    We offer SEO services to boost your traffic.
    You have won the lottery.
    Interested in a guest post with backlinks?`,
}

test('there are enough of them', () => {
  expect(Object.values(SAID).flatMap(phrases).length).toBeGreaterThanOrEqual(150)
})

const phrases = (block: string): string[] =>
  block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

test.each(Object.entries(SAID).flatMap(([label, block]) => phrases(block).map((phrase) => [label, phrase] as const)))(
  'as %s: %s',
  (label, phrase) => {
    const findings = classify(phrase)
    expect(findings.map((finding) => finding.label)).toContain(label)
    for (const { quote } of findings) expect(phrase).toContain(quote)
  },
)

test('a letter that asks for several things is read as all of them', () => {
  const letter =
    'Hello,\n\nplease send me a copy of my data. Then delete my account data.\nAlso stop calling me!\n\nAnn'
  expect(labelsOf(letter)).toEqual(expect.arrayContaining(['access', 'delete', 'optout_voice']))
})

test.each([
  'You have recordings of me. I want them gone.',
  'Under the CCPA: (1) tell me what personal information you collected; (2) delete it.',
  'Tienen mis datos sin permiso. Bórrenlos.',
])('what "it" stands for may have been said before: %s', (letter) => {
  expect(labelsOf(letter)).toContain('delete')
})

test('an "it" that stands for nothing of theirs asks for nothing', () => {
  expect(labelsOf('The second appointment is wrong. Please delete it.')).not.toContain('delete')
  expect(labelsOf('You have my data. Did you delete it?')).not.toContain('delete')
})

test('words about nothing of ours ask for no right', () => {
  const rights: readonly string[] = RIGHT_LABELS
  const letter = 'Hi there, the weather was lovely on our trip. We ate fish and walked along the river.'
  expect(labelsOf(letter).filter((label) => rights.includes(label))).toEqual([])
})
