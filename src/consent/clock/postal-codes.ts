import { readTable, type Area } from './area.ts'

/**
 * Of each state: its zones, and the first three digits of its ZIP codes, or a whole one that is another state's than its
 * neighbours. Military ones say nothing of where somebody is, and are left out.
 */
const UNITED_STATES = `AL C 350-369
AK A 995AD 996-999
AZ Z 850-859 860ZM 861-864 865ZM
AR C 716-729
AS 4 96799
CA P 900-961
CO M 800-816
CT E 060-069
DE E 197-199
DC E 200 202-205 569
FL E 320-323 324EC 325C 326-339 341-349
FM 36 96941-96944
GA E 300-319 398-399
GU 3 969
HI H 967-968
ID B 832-834 835PB 836-837 838P
IL C 600-629
IN I 460-462 463C 464C 465IC 466-474 475IC 476IC 477C 478 479IC
IA C 500-528
KS C 660-676 677CM 678CM 679
KY E 400L 401LC 402L 403-418 420-424C 425 426EC 427LC
LA C 700-714
ME E 039-049
MD E 206-219
MA E 010-027 055
MH 7 96960 96970
MI T 480-497 498TN 499TN
MN C 550-567
MS C 386-397
MO C 630-658
MP 3 96950-96952
MT M 590-599
NE C 680-689 690CM 691CM 692CM 693M
NV P 889-897 898PM
NH E 030-038
NJ E 070-089
NM M 870-884
NY E 005 06390 100-149
NC E 270-289
ND C 580-584 585CM 586CM 587 588CM
OH E 430-459
OK C 730-731 734-749
OR P 970-978 979PB
PA E 150-196
PR 1 006-007 009
PW 5 96939-96940
RI E 028-029
SC E 290-299
SD C 570-574 575CM 576CM 577M
TN C 370-372 373EC 374E 375 376E 377EC 378-379E 380-385
TX C 733 750-797 798CM 799M 885M
UT M 840-847
VT E 050-054 056-059
VA E 201 220-246
VI 2 008
WA P 980-994
WV E 247-268
WI C 530-549
WY M 820-831 83414B`

/** Of each province: its zones, and the first letters of its postal codes. */
const CANADA = `AB Y T
BC VYJ V
MB W R
NB K E
NL SGQ A
NS X B
NT Y X
NU FWY X
ON OW K L M N P
PE X C
QC OXQ G H J
SK RY S
YT U Y`

const ZIP = /^(\d{5})(?:-?\d{4})?$/
const CANADIAN = /^([A-Z])\d[A-Z][ -]?\d[A-Z]\d$/

/** Read when first asked for. */
let areas: ReadonlyMap<string, Area> | undefined

function areasByCode(): ReadonlyMap<string, Area> {
  areas ??= readTable([
    ...UNITED_STATES.split('\n').map((row) => `US-${row}`),
    ...CANADA.split('\n').map((row) => `CA-${row}`),
  ])
  return areas
}

/** Where somebody of a postal code of the United States or Canada may be; null for what is none, or says nothing of it. */
export function areaOfPostalCode(written: string): Area | null {
  const code = written.trim().toUpperCase()
  const zip = ZIP.exec(code)?.[1]
  if (zip !== undefined) return areasByCode().get(zip) ?? areasByCode().get(zip.slice(0, 3)) ?? null
  const letter = CANADIAN.exec(code)?.[1]
  return letter === undefined ? null : (areasByCode().get(letter) ?? null)
}
