const COMMON = `
a ability able about above abscess absolutely accept accepted access account ache aches across act action activity
actually add additionally address adult adults advance advice affect affirmative afraid after afternoon again against
age agent ago agree agreed ahead ai aint air airport all allergic allergies allergy allow almost alone along already
alright alrighty also always am amazing among amount amoxicillin an and angry animal anniversary annoying another
answer antibiotic antibiotics any anybody anyhow anymore anyone anything anytime anyway anywhere apart apologies
apology apostrophe appear apply appointment appointments approach approve approved appt are area arent argue arm
around arriving art article as asap ask asking aspirin assistant asthma at atorvastatin attack attention attorney
audience aunt author authority automated automatic availability available avoid aware away awesome baby back bad bag
balayage ball bangs bank bar barber base based basically be beard beat beautiful because become bed been before begin
behavior behind being believe below beneath benefit beside besides best better between beyond big bill birthday bit
biweekly black bleeding bless blood bloodwork blow blowout blue board body book booked booking booth boss bot both
bothering bought braces breakfast brilliant bring bringing brings broke broken brother brought brown brunch brush
budget build building bullshit bunch business busy but buy by bye calendar call called caller calling came campaign
can canal cancel cancelled cancer candidate cannot cant capital capsules car card care career carry case cash catch
cause cavities cavity cell center central century certain certainly chair challenge chance change character charge
cheap check checked checking checkup checkups cheek cheers child children chin chinese chipped choice choose chose
chosen church ciao citizen city civil claim class clean cleaned cleaning cleanings clear clearly clinic close closed
coach cold collection college color come comes coming comma commercial common community company compare completely
computer concern concerned condition conference confirm confirmed confirming conflict confused consider consultation
contain continue control cool copy correct correctamundo correctly cost costs cough could couldnt couple course court
cousin cover covid cracked crap create credit crime crown cry culture cup curious current currently customer cut cvs
dad daily damn dark darling dash data date daughter day days dead deaf deal dear death debate debit decade december decide deciding
decision decline declined deep defense definitely degree demo dental dentist denture dentures depend describe design
despite detail determine develop diabetes diary did didnt die difference different difficult dinner direction directly
director disabled disappointed discover discuss disease dizzy do doctor does doesnt doing done dont door dosage dose
dot double down downtown dozen draw dream dress drink drive driving drop drove drug dude due dunno during dying each
ear earlier earliest early east easy eat eaten economy edge education effect effort eight eighteen eighteenth eighth
eighty either elderly eleven eleventh else email emergency employee end energy english enjoy enough enter entire
entirely environment environmental equal espanol especially essentially establish evening event eventually ever every
everybody everyone everything evidence exactly exam excellent except excited excuse exist expect expecting experience
experiencing expert explain explained explaining extraction extractions extremely eye face facial fact factor fail
fairly fall family fantastic farther fast father favor fear february fed federal feel feeling feels fever few field
fifteen fifteenth fifth fifty fight figure fill filling film final finally financial find fine finger finish fire firm
first fish five fix fixed fixing flight floor floss flu fly focus follow followed following food foot for force
foreign forget forgot forgotten form former fortunately forty forward found four fourteen fourteenth frankly free
french frequently fresh friday friend from front frustrated fuck fucking full fully fun fund funeral further future
game garden gas general generally generation german get getting girl give given giving glad gladly glass gluten go
goal goes going gold gone gonna good goodbye got gotta government grab grabbed granddaughter grandma grandpa grandson
gray great green grey group grow growth guess guests gum gums gun guy guys had hadnt haircut half hand hang happen
happens happy hard has hash hasnt hate have havent having he head headache health hear heard hearing heart heat heavy
hell hello help helping her here hers hes hey hi highchair highlights highly him himself his history hit hmm hold
holding holiday home honestly honey hope hopefully hoping hospital hot hotel hour hours how however hows huh human hundred
hungry hurt hurting hurts husband hygienist hyphen i ibuprofen id idea identify idiot if ill im image imagine
immediately impact implant important improve in include increase incredibly indeed indicate individual industry
infected information inhaler initially injured inquiring inside instead insulin insurance insured interest interested
international interview into investment involve is isnt issue it item its itself ive january jaw job join july june
just kay keep keeping kept kid kids kill kind kinda kitchen knew knock know knowledge lab labs land landline language
large last late lately later latest latter laugh law lawyer lay layers lead leader learn least leave leaving left leg
legal lemme lend less lesser let lets letter level lie life light like likely line link lip lips lisinopril listen
literally little live lives local located long longer looking loss lost lot lots love lovely low lower lowercase lunch
lung maam machine mad madam made magazine main mainly maintain major majority make makes making mam man manage
management manager manicure many march market marriage massage mate material matter maybe me meal mean meant measure
med media medicaid medical medicare medication meet meeting member memory mention menu message messages met metformin
method mhm midday middle midnight might military milligrams million mind mine minor minute minutes miss mission mister
mkay mobile model modern molar molars mom moment monday money month monthly more morning most mostly mother mouth move
moved movement movie moving much mum music must my myself nah name names nation national natural naturally nature
nausea near nearly necessary neck need needed needing needs negative neighbor neither nephew nervous network never new
news newspaper next nice niece night nine nineteen nineteenth ninety ninth no nobody none noon noonish nope nor
normally north nose not note notes nothing notice november now nuhuh numb number numbers nurse obviously occasionally
occur oclock october of off offer office officer official often oh oil ok okay okey old on once one only onto open
opening openings operation operator opportunity opposite option options or orange order organization originally other
others ought our out outside over overdue own owner paid pain pair paper pardon parent parents parked parking part
partially parties partner party pass past patient patio pattern pay paying payment peace pedicure people per percent
perfect perform performance perhaps period perm person personal personally pharmacies pharmacy phone physical pick
picked picking picture piece pill pills pink place plan planned planning plant play player please pleased plus pm
point police policy polish poor popular population position positive possible possibly potentially pound power
practice precisely prefer preferably pregnant prepare prescription present president press pressure presumably pretty
prevent previous previously price primarily private probably problem process produce product production professional
program project properly property protect prove provide public pull pulled pulling purple purpose push put putting
quality quarter question questions quick quickly quite race radio raise ran randomly range rarely rash rate rather
reach reachable reached reaching read ready real reality realize really reason recent recently reception receptionist
recognize record recorded recording red reduce referred referring refill refills reflect regarding regards regular
regularly relate relationship relatively religious remain remember reminder remove repeat report representative
request require reschedule research reservation reserve resource respond response responsible rest restaurant result
results return returning reveal rich ride ridiculous right righto rise risk road robot robotically rock roger role
room root roughly rule run running sad safe said salon same sat satisfied saturday save saw say saying scared scene
schedule scheduled scheduling school science score sea season seat second section security see seek seem seen sell
send senior seniors sense sent september series serious seriously serve service set seven seventeen seventeenth
seventh seventy several sex shake shall share shave she shes shit shoot short shortly shot should shoulder shouldnt
shut sick side sign significant significantly silent silver similar simply since single sir sister sit site sitter
situated situation six sixteen sixteenth sixth sixty size skill skin sleep slightly slot slowly smile so social
society soft sold soldier some somebody someone something sometime sometimes somewhere son song soon sooner soonest
sorry sort sound sounds source south space spanish speak speaking specifically speech spell spelled spelling spend
spent spoke sport spouse spring staff stage stand standard star start state statement station stay staying still
stomach stood stop stopping store stories strategy street strong strongly structure stuck student study stuff stupid
style stylist subject success successful such suddenly suffer suggest sunday support supposed sure surely surface
swallow swear sweetheart sweetie swell swollen system ta table tablets take taken taking talk talked talks task taught tax teach teacher
teaching team technically technology television tell temporarily ten tenth term terribly terrific test testing tests
text texted texts than thank thankfully thanks that thats the their them then theory there these they theyre thing
things think thinking third thirsty thirteen thirteenth thirtieth thirty this those though thought thousand three
threw throat through thursday till time times tired to today toddler together told tomorrow tonight too took tooth
toothache total totally tough toward towards town trade traditional traffic training transfer travel treat treatment
tree trial tried trim trip triple trouble true truly truth try trying tuesday turn turned twelfth twelve twentieth
twenty two tylenol type typically uhhuh ultimately um unable uncle under underscore understand understood
unfortunately unhappy unit unlike unsure until up upon uppercase upset urgent us use used uses usual usually vacation
vaccination vaccine value various vegan vegetarian veneer veneers verified verify version very via victim view
violence vision visit visiting voice voicemail voicemailbox vomit vote wait waited waiting wake walgreens walked
walking wall wanna want wanted wanting wants war was wasnt watch water way we weapon wear wears weather wedding
wednesday week weekday weekdays weekend weeks weight well went were werent west what whatever whats when whenever
whens where wheres which whichever while whitening who whoever whole whos why wife will willing wind window wine
wisdom wish with within without woke won wonder wonderful wondering wont word work worked worker working works world
worried worry would wouldnt write written wrong wrote xray xrays yard yeah year yearly years yellow yep yes yesterday
yet you youd youll young your youre yours yourself yup zero
`

/** Words that are not somebody's name, however they are introduced: "I'm calling", "this is urgent". */
export const COMMON_WORDS: ReadonlySet<string> = new Set(COMMON.split(/\s+/).filter(Boolean))
