import type { Cues } from '../cues.ts'

/** See cues.ts: of words in plain Spanish. */
export const SPANISH_CUES: Cues = {
  emergency: `
    911 abor acuc ahog ahor aire alie ambu ampu anaf aneu apen apun arma arra asfi atac ataq atra atro auxi azuc
    azul bala bale bate bebe bebi boca brea cabe cai caid caim cale cara cayo cola colg comi conf cono cont conv
    cora cuch cuel derr desa desm deso desp desv disp echa elec embo emer enci enre enve fieb fueg garg gas golp
    habl hemo hues humo ince inco infa ingi into izqu labo lado leng leva llam lumb mata medi moch mono mora mord
    mori move muer muev muri ojo paro part pech pega perd pica pico pila pist pres pron puls quem reac repe resp
    romp sali sang sent sien sobr suda sudo temp toma tome tomo trab trag volv vuel
  `,
  self_harm: `
    acab agua ahor auto aven brin cans colg cort dano darm desa dese desp exis gana hart iba inte irme lanz last mata
    mejo mori muer nadi ojal pega pien pist prop pued quer quie quis salt segu suic term tira trat va vida vivi vivo
    voy
  `,
  opt_out: `
    acos anun arch auto baja base bloq borr busc busq chin cons cont corr desi dess desu dire elim emai envi escr fast
    habl host joda jode jodi list llam mail mand marc mark marq mens mole noti ofer oir olvi paz perm pier prom prop
    publ quit reco regi remo remu reti sabe saqu sigu sist sms spam susc text timb vuel what
  `,
  objection: 'acep auto cons conv dato deja deje info opon opos pare perm voz',
  human: `
    agen algu apar ases asis aten atie ayud bot bots carn char comp comu cone cont conv diri disp duen enca enla gent
    gere grab habl huma ia inte mach maqu oper pasa pase pers plat pong prog quie rece redi repr robo secr serv sist
    supe tran
  `,
  recording_objection: 'cons doy grab reco',
  minor: `
    18 adol anio anit anos apen cump edad elem grad jove kind midd nada nina nino noma prim secu sola solo soy year
  `,
}
