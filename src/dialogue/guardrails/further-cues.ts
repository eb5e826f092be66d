import type { Cues } from './cues.ts'

export const FURTHER_CUES: Cues = {
  opt_out: `
    anzu arre base cada cess cheg cont deix desa desc desi envi escr fich inco insc jama kein lais lass liga list mand
    mein meu mich mon nao ne nich nie niem nunc pert plus repe sist souh stop syst tele veux voud zu
  `,
  objection: 'mopp opon wide',
}
