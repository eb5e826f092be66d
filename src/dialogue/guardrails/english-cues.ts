import type { Cues } from './cues.ts'

export const ENGLISH_CUES: Cues = {
  emergency: `
    911 acci acti air all alle ambu anap aneu any anym arm arms arre ate atta baby beat blee bloc bloo body bott
    boyf brea brok bunc carb ches chok clos clut coll coma come cons conv cpr crac cras cut die dran drow dyin
    elec emer emt emts epi epip eye face fail fain fell fing fire flat floo flut foot garb gas gasp givi goin
    gone grou gun guns haem hand he head help hemo hit husb inge into knif labo leg legs life lips mout movi
    neck non nonc nonr odd oded odin out over para pois poun puff puls raci rega resp rous seiz she shoc shot
    side skin skip slur stab stop stro sudd suff suga swal swel swol they tigh too took turn un unco unre wake waki
    whee woke wrec
  `,
  self_harm: `
    aliv all any anym care cut cutt dead die dyin end endi ever exis fore go gun here hers hims hope hopi jump
    knif life live livi miss myse noti off pill poin purp reas rope say self slit suic them wake will wish
  `,
  opt_out: `
    add agai agre alon auth away bloc canc care ceas comp cons cont cut data dele dire disc done end enou eras
    fed file forg furt get halt if list lose make more neve next not off opt opte opti opto perm phon plac purg
    put quit reco refr regi remo righ rolo rost scre shee sick stop syst tire unsu want wish
  `,
  objection: 'agre auth cons conv data deta info obje perm runn tryi use usin voic word',
  human: `
    actu agen anyo argu arou asso avai brea brin chat conn conv cust deal dire duty esca fetc find forw fron
    genu get give grab hand huma isnt let line live livi mana no not offi oper page pass patc pers phon put reac
    real rece redi rep repr ring rout send spea supe swit talk ther tran word
  `,
  recording_objection: 'cons obje off reco tape tapi',
  minor: '1 18 age am be half quar scho turn year yo yr yrs',
}
