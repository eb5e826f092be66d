import { expect, test } from 'vitest'
import { deletionAnswerIn, KEEP_WORDS } from './deletion-answer.ts'
import { english } from './words/english.ts'
import { spanish } from './words/spanish.ts'

const KEEP = `KEEP|keep|Keep!|"KEEP"|keep it please|please keep my data|Conservar|CONSERVAR|conserven mis datos
Please don't delete anything|do not delete my records|DON’T DELETE|I don't want you to delete it|never delete my file|you must not erase this
That wasn't me|that was not me|It wasn't me!!|not me|this is not me|I didn't ask for this|I never asked you to delete my data|I did not request that
cancel the deletion|please stop the deletion|I withdraw my request|call off the erasure|undo this request
No fui yo|yo no fui|yo no lo pedí|nunca lo pedí|no borren mis datos|no lo eliminen|NO BORRAR|por favor no eliminen nada|cancelen la eliminación|retiro mi solicitud`
const UNCLEAR = `no|No.|NO|nope|STOP|stop|help|AYUDA|what?|What is this|who is this?|who asked for that|why|Huh|que es esto|¿quién lo pidió?|wrong number|this is a mistake|is this a scam?
I think I was hacked, can you look|maybe|hm|👍|?|yes but wait|ok, but do not do it yet|Es un error|do not keep my data|cancel|call me|sorry wrong
can you keep my appointment at three?|I want to keep being a patient with you
No, that is wrong|It was my ex, please ignore it|I object to the deletion|Please leave my records alone|I still need my records
Nobody told you to delete my file|hello, what about my records then|Nunca he querido esto|OK I disagree with this`
const ELSE = `yes|Yes please|ok|OK thanks|thank you|it was me|go ahead and delete it|sí|Si, gracias|fui yo|please delete everything you have|Delete my data now|borren todo
I would like to move my appointment to Tuesday|Can I come at ten thirty tomorrow?|My son has a toothache and needs to see somebody|hi|hello|Yes, delete it|Sí, borren todo|Is there parking behind the house?|quisiera cambiar mi cita para el jueves`

// Whoever is taken by surprise, thinks that it was somebody else, or means to stay.
const SURPRISED = `Deletion? I am a patient|Delete what?|Delete my data?|My data?|Deletion of what|Hello, who is this?|Yes? What?|ok what|Really? I come there every month|Excuse me, since when
Wait, why would you do that|how come|I have no idea what this is about|I do not understand this message|Are you sure you have the right person|Seriously? After ten years with you
This came out of the blue|I can't believe this|What happened, I come on Friday|Hi, are you serious|Sorry? Delete?|I'm confused by your text|you cannot just do that
¿Eliminación? Soy paciente de ustedes|¿Borrar qué?|¿Mis datos?|¿Borrar mis datos?|¿Eliminar? ¿Por qué?|Hola, ¿quién es?|¿Cómo que eliminar?|No entiendo nada|¿De qué hablan ustedes?|Me sorprende mucho este mensaje|¿Qué pasó con mi expediente?|Perdón, ¿qué solicitud?|¿En serio? Esperen un momento|¿Están seguros de eso?`
// Who says neither yes nor no, and would be sorry.
const TROUBLED = `Will I lose my appointment on Friday?|Can you call me about this|what happens to my prescriptions|can I think about it|not yet|maybe later|quiero que guarden todo|I need those papers for my lawyer next week|I have a surgery with you next month|we have an appointment tomorrow at ten|tengo una cita el jueves a las tres|my results from yesterday are in there|ok so will the doctor lose everything|el doctor los necesita mañana|The insurance needs those|Leave my chart with the doctor|I'd rather you held on to that until my visit on Monday|espera no|NO DONT|dont you dare|kep|Keep pls`
const ANOTHER_ASKED = `The man who asked you is my ex husband|My ex did this|My ex-wife asked you that|My husband asked you to do that, I want to talk to you|it must be my sister|Whoever asked for that is playing a joke
Somebody is using my phone number|My roommate has my phone and sent that|Somebody wrote you in my name|He asked you without my permission|That is not mine|Who told you to do that
A woman asked you, and I know her|They did this behind my back|I lost my phone yesterday, who knows|OK so who requested it|someone tricked you I think|My son did it on my phone|I think it was my brother again|The request came from my husband|this was a prank by my friends
Fue mi ex marido quien pidió eso|Mi exesposa lo pidió|Mi hermano mandó eso de broma|Alguien usa mi número|Alguien lo pidió a mi nombre|Quien pidió eso es mi ex|Me robaron el teléfono ayer por la noche|Fue mi hijo con mi celular|¿Quién les pidió eso a ustedes?|Lo pidió otra persona, creo|Mi esposo lo hizo sin mi permiso|Alguien está suplantando mi identidad`
const STAYING = `I am a patient of yours|I'm still your patient|I am still a customer|We are customers since 2010|I've been a patient there for years|I still want to come to you|I have been coming to you for ten years|I want to stay with you|I am staying with you people|please reconsider, I like it there|Im a regular client of Bright Smile|Hi, I am one of your patients|OK. I still come every month
Soy paciente de ustedes|Todavía soy cliente|Sigo siendo paciente|Soy una buena clienta de ustedes|Quiero seguir con ustedes|Llevo diez años con ustedes|Sigo yendo a la clínica cada mes|Hola, soy cliente de la casa|Aún tengo citas con ustedes`
const IN_PART = `delete only my phone number|Delete everything except my x-rays|Yes, delete it but after Friday|Delete my data after I got a copy first|borren solo mi dirección|Eliminen todo excepto mis radiografías|I want the deletion put on hold, cancel it for now|delete the rest later|I want nothing deleted|I would like you to refrain from deleting it|I asked my lawyer about you deleting it|Quiero que eviten borrar mis datos|Delete nothing`
const AGREES = `Yes, I asked you to delete my data|I asked for the deletion|I want my data deleted|I confirm the deletion, thank you|Please go ahead with the deletion|Thanks for deleting my records|Can you delete it now, please?|Please could you erase everything today?|No problem, delete it|No worries|That was me, please delete everything|I would like you to erase everything|Confirmed|Agreed, thanks|Please proceed|Yes that was my request|I did, thank you|exactly
Sí, yo pedí que borren mis datos|Quiero que eliminen todo|Confirmo la eliminación|Adelante con el borrado|Gracias por borrar mis datos|¿Pueden borrarlo hoy, por favor?|No hay problema|Por supuesto|Está bien, elimínenlo todo|Procedan|Así es, lo pedí yo|Yo lo pedí, gracias`
const OTHERWISE = `My husband needs a cleaning on Friday|My mother would like to come with me|Can my daughter and I come together at four?|Is my friend Bo allowed to come along?|I am a new patient and would like to come on Tuesday|Where do I park when I come by car?|How much is a cleaning with you?|Which bus goes to your house from the station?|Are you still open at six this evening?|Thank you so much for yesterday, it was great|Tuesday at ten works for me|My wife asked if you take our insurance|My phone number is +1 212 555 0142, call me|I will be ten minutes late today, the bus is late|We are on our way to you|Do I have to bring anything along on Friday?|Could you send me the address again please?|OK see you at ten on Monday|What is your address please?|Who is the dentist on Monday?
Quisiera una cita para mi hija el martes|¿A qué hora abren ustedes el sábado?|¿Dónde puedo dejar el coche?|Mi esposo necesita una limpieza el viernes|Muchas gracias por todo, hasta el lunes|Llego diez minutos tarde hoy|¿Cuánto cuesta una limpieza con ustedes?|Me gustaría mover mi cita al jueves a las tres|¿Me mandan la dirección de la clínica?`

// As they would be texted, in haste.
const TEXTED_KEEP = `keep it please|nooo dont delete anything|I did not ask for this|that wasnt me|wasn't me, please don't|It was not me!! Who asked for this??|Do not delete my records|pls dont delete
cancel the deletion|stop the deletion|I want you to keep my file, I still come to you|I never asked you to delete anything|no fui yo|NO BORREN NADA|yo no pedi eso
por favor no borren mis datos|quiero que conserven mis datos|conservalo|sí, guárdenlo|Can you keep my data please?|I would like you to keep my records|yes, keep it
don't delete my records if you can help it|I asked you to keep my file`
const TEXTED_UNCLEAR = `KEPP|No|dnt delete my stuff|i changed my mind|leave my info alone|no no no I need my records for insurance|wtf no|hell no|nope not me|Please leave everything as it is|guarden todo porfa
what is this|who asked that?|Huh?|???|what do you mean delete|is this a scam|who is this|will I lose my appointment?|wait|hold on a sec, call me
can you keep just my x-rays and delete the rest|maybe it was my ex, he has my phone|I dont understand|stop|que es esto|quien pidio eso??|no entiendo|espera un momento
My son was playing with my phone, sorry|I have a surgery with you next month|but i still need my prescription history|👎|this must be a mistake|I'm still a patient there|Undo that please
I take it back|I am seeing Dr. Lee on Thursday so that can't be right|please check with me first at the office tomorrow|you need my history for the crown on monday
Im coming in on monday whats going on|my teeth records go back years|the insurance claim from yesterday is still open|am I being dropped as a customer? I pay my insurance on time
ask dr lee, she knows me|Call me today|call my mom she handles the appointments|hablen con mi doctor hoy|se van a perder mis citas?|mi hija lo pidio hoy, disculpen
that request is from the dentist not me|i wanna keep my appointments and everything|I wont agree to this today|please hold off until tomorrow|Hi this isnt right, i come in every month
Please say this is a joke, today is my birthday|ok but send me a copy first|ok 😢|my card expired, the new one ends in 42|Why did you never delete my data? I asked in May
why dont you delete it already|If you don't delete it I will sue|Why do you even keep my data|do you keep my data?|I never asked you to collect my data, delete it
I never wanted you to have my data|You people keep it forever|por que no borran mis datos de una vez`
const TEXTED_ELSE = `can I move my appointment to friday|thanks!|ok perfect|Yes go ahead and delete it all|yes that was me|si, borren todo|No problem, thank you|gracias|photo of my insurance card, front
what time do you open tomorrow|a que hora abren mañana|can you move it to friday|ok thx see u|Correct|si gracias|👍🏽 ok|how much for a cleaning|thanks for the heads up|Fine by me|yes
delete it already|Can I bring my son along this Friday?|I can't make it at three tomorrow, is there another time?`

const lines = (all: string): readonly string[] => all.split(/[|\n]/)

test('whoever says that data is to be kept is taken at their word', () => {
  for (const text of [KEEP, TEXTED_KEEP].flatMap(lines)) expect(deletionAnswerIn(text), text).toBe('keep')
})

test('what may be an answer and says nothing sure is for a person', () => {
  for (const text of [UNCLEAR, TEXTED_UNCLEAR].flatMap(lines)) expect(deletionAnswerIn(text), text).toBe('unclear')
})

test.each([
  ['of surprise', SURPRISED],
  ['of trouble', TROUBLED],
  ['that somebody else asked', ANOTHER_ASKED],
  ['of still coming', STAYING],
  ['that asks for a part, or for later', IN_PART],
])('a word %s stops a deletion', (_, texts) => {
  for (const text of lines(texts)) expect(deletionAnswerIn(text), text).not.toBeNull()
})

test('who agrees to a deletion, asks for it again or writes about something else does not stop it', () => {
  for (const text of [ELSE, AGREES, OTHERWISE, TEXTED_ELSE].flatMap(lines))
    expect(deletionAnswerIn(text), text).toBeNull()
})

test.each([
  ['en', english],
  ['es', spanish],
] as const)('the text of a deletion names in %s the word that stops it', (language, wording) => {
  expect(wording.deletionText('Acme Dental')).toContain(KEEP_WORDS[language])
  expect(deletionAnswerIn(KEEP_WORDS[language])).toBe('keep')
})

test('however much is written, an answer is read at once', () => {
  const startedMs = performance.now()
  for (const piece of [
    'do not ',
    'cancel the the ',
    'i never asked ',
    'no me lo ',
    'keep my my ',
    'my husband ',
    'i want my ',
  ])
    deletionAnswerIn(piece.repeat(20_000))
  expect(performance.now() - startedMs).toBeLessThan(500)
})
