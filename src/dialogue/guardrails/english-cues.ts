import type { Cues } from './cues.ts'

export const ENGLISH_CUES: Cues = {
  emergency: `
    911 acci acti air all alle ambu anap aneu any anym appe arm arms arre ate atta baby batt beat blac blee bloc
    bloo body boil bone bott bp brea brok bunc burn carb ches chok chop clos clut coll coma come conf cons cont
    conv copp cpr crac cras cut cuts die diso dose doub dran drow drun dyin elec emer emt emts epi epip eye eyes
    face fail fain fall fell feve fing fire fit fits flat floo flut foot garb gas gasp gibb givi gluc goin gone
    grou gun guns gush haem hand hang he head help hemo hit hitt hot hurt inge into jaw knif labo leg legs life
    limp lips misc mout movi neck non nonc nonr odd oded odin out over palp para pois poun pour puff puls raci
    rate ratt rega resp ripp rous sawe scal seiz seve she shoc shot side skin skip slic slur snak spur stab stop
    stra stro sudd suff suga swal swel swol tarr temp they thro thum tigh toe too took tore torn turn twic un unco
    unre wake waki whee woke wrec
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
