const COMMON = `
a able about above actually afraid after afternoon again ago ahead alone all allergic almost already alright also always am an and another any anybody
anymore anyone anything anytime anyway are area around as ask asking at available away back bad be because been before behind being
best better between big book booked booking bothering busy but buy by bye call called caller calling came can cancel cancelled cannot cant
care change check checkup cleaning clinic close closed color come coming concerned confused correct could couldnt curious currently
customer cut daughter day days dentist did didnt different do doctor does doesnt doing done dont down due each earlier early either else email
emergency english enough evening ever every everyone everything exactly excited excuse expecting experiencing fast feel feeling few filling fine
first five following for forgot four free friday friend from front full further get getting give given glad go goes going gone gonna good
goodbye got great guess guys had haircut half happy hard has have havent having he hear hear hello help helping her here hers hey hi
him his hold home hope hoping hour hours how however hundred husband i id if ill im in inquiring insurance interested into is isnt it its
ive january february march july september october november december june
just keep kids kind know last late later left less let lets like line listen little live lives local long longer looking lot lots love
lunch made mainly make makes making man many mate maybe me mean med medication meet message might mind mine minute minutes miss moment
monday money month more morning most mother move much mum must my myself name names near need needed needing needs neither never new next nice
night nine no nobody none noon nope nor not nothing now number of off office often oh ok okay old on once one only open or order other
others our out over overdue own pain part party patient pay people perfect perhaps person phone planning please pleased possible practice prefer preferably
prescription press pretty previous probably problem put question questions quick quickly quite rather ready real really reason refill
regarding regular reminder representative request reschedule reservation reserve returning ride right running said same saturday save say saying
schedule second see seem send service seven several shall she short should sick simply since sir sister situated six slot so some
somebody someone something sometime son soon sooner sorry speak speaking spell stay still stop store stuck such sunday supposed sure table take taken taking talk
team tell ten than thank thanks that thats the their them then there these they thing things think thinking third this those though three
through thursday time times tired to today together tomorrow tonight too tooth transfer tried trouble true try trying tuesday twelve twenty
two um under understand until up upset us use usual usually very visit wait waiting wanna want wanted wanting wants was way we wednesday week weekend weeks
well went were what whatever when where which while who whole why wife will willing wish with without wondering wont word work working works worried
would wrong yeah year years yep yes yesterday yet you your youre yours
appointment appointments appt around asap awesome absolutely anyhow certainly definitely dude excellent fantastic honestly lovely maam madam ma'am mister
mom dad mam miss opposite parent parents partner spouse child children baby kid toddler brother mother father grandma grandpa grandson granddaughter niece nephew uncle aunt cousin boss neighbor
robot machine human nurse hygienist operator receptionist reception agent assistant bot ai
regular urgent pregnant elderly disabled deaf nervous scared bleeding hurting calling dying driving walking leaving arriving visiting staying looking
broken chipped cracked swollen bleeding infected injured hurt pharmacy insurance medicare medicaid
a.m p.m am pm oclock noon midday midnight eight eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen thirty forty fifty sixty seventy eighty ninety
november's double triple zero dash hyphen letter spelled spelling capital silent
fifth sixth seventh eighth ninth tenth twentieth
anywhere whichever whoever whenever nah yup yup sounds works gonna gotta lemme kinda dunno huh pardon repeat
test testing demo hmm mhm uhhuh nuhuh cheers ta ciao alrighty okey
saturday's hungry thirsty lost fed confused disappointed frustrated unhappy satisfied mad angry sad
located based near downtown outside inside parked parking stuck here onto upon toward towards during regards mostly
either's option options former latter choose pick book earliest latest soonest
paying payment paid cost costs price cash card credit debit
referring referred scheduled supposed interested calling's unable unsure aware
wanting hearing smile dental family health salon restaurant
feels hurts aches ache toothache crown root canal implant braces whitening exam consultation
spanish french german chinese espanol
correctly wonderful beautiful brilliant terrific amazing cool
`

/** Words that are not somebody's name, however they are introduced: "I'm calling", "this is urgent". */
export const COMMON_WORDS: ReadonlySet<string> = new Set(COMMON.split(/\s+/).filter(Boolean))
