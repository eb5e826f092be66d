import { isSameTime } from './zone-letters.ts'
import { readTable, type Area } from './area.ts'

/**
 * Of each state: the zones of its area codes, and the codes; behind one what its own zones are, where those are others. Where a
 * code has more than one, a county of it keeps another time by law or, in the Navajo Nation, all of it does.
 */
const UNITED_STATES = `AL C 205 251 256 334 483 659 938
AK AD 907
AZ Z 480 520 602 623 928ZM
AR C 327 479 501 870
CA P 209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951
CO M 303 719 720 748 970 983
CT E 203 475 860 959
DE E 302
DC E 202 771
FL E 239 305 321 324 352 386 407 448EC 561 645 656 689 727 728 754 772 786 813 850EC 863 904 941 954
GA E 229 404 470 478 678 706 762 770 912 943
HI H 808
ID BP 208 986
IL C 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872
IN I 219CI 260 317 463 574IC 765 812IC 930IC
IA C 319 515 563 641 712
KS C 316 620CM 785CM 913
KY E 270LC 364LC 502L 606EC 859
LA C 225 318 337 457 504 985
ME E 207
MD E 227 240 301 410 443 667
MA E 339 351 413 508 617 774 781 857 978
MI T 231 248 269 313 517 586 616 679 734 810 906TN 947 989
MN C 218 320 507 612 651 763 924 952
MS C 228 471 601 662 769
MO C 235 314 417 557 573 636 660 816 975
MT M 406
NE C 308CM 402 531
NV P 702 725 775PM
NH E 603
NJ E 201 551 609 640 732 848 856 862 908 973
NM M 505 575
NY E 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934
NC E 252 336 472 704 743 828 910 919 980 984
ND CM 701
OH E 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937
OK C 405 539 572 580 918
OR P 458PB 503 541PB 971
PA E 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
RI E 401
SC E 803 821 839 843 854 864
SD CM 605
TN C 423EC 615 629 729EC 731 865E 901 931CE
TX C 210 214 254 281 325 346 361 409 430 432CM 469 512 621 682 713 726 737 806 817 830 832 903 915MC 936 940 945 956 972 979
UT M 385 435 801
VT E 802
VA E 276 434 540 571 686 703 757 804 826 948
WA P 206 253 360 425 509 564
WV E 304 681
WI C 262 274 353 414 534 608 715 920
WY M 307`

const CANADA = `AB Y 368 403 587 780 825
BC VYJ 236 250 257 604V 672 778
MB W 204 431 584
NB K 428 506
NL SGQ 709 879
NS X 782 902
NT Y 867
NU FWY 867
ON O 226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807OW 905 942
PE X 782 902
QC O 263 354 273OXQ 367OXQ 418OXQ 438 450 468 514 579 581OXQ 819 873
SK RY 306 474 639
YT U 867`

const ROWS: readonly string[] = [
  ...UNITED_STATES.split('\n').map((row) => `US-${row}`),
  ...CANADA.split('\n').map((row) => `CA-${row}`),
]

/** What was asked for, at most every three digits: the whole table takes milliseconds to read, and one code of it none. */
const areas = new Map<string, Area | undefined>()
let states: ReadonlyMap<string, readonly string[]> | undefined

/** Where numbers of an area code of the United States (without its territories) or Canada are; undefined for any other. */
export function areaOfCode(code: string): Area | undefined {
  if (areas.has(code)) return areas.get(code)
  const area = readTable(ROWS.filter((row) => row.includes(` ${code}`))).get(code)
  areas.set(code, area)
  return area
}

/** All zones of a state, by its area codes; none of what is no state or province. */
export const zonesOfState = (state: string): readonly string[] => zonesByState().get(state) ?? []

/** The states and provinces in which the time of one of these zones is kept; all of them where that is none's. */
export function statesWith(zones: readonly string[]): readonly string[] {
  const all = [...zonesByState()]
  const found = all.filter(([, ofState]) => ofState.some((own) => zones.some((zone) => isSameTime(own, zone))))
  return (found.length === 0 ? all : found).map(([state]) => state)
}

function zonesByState(): ReadonlyMap<string, readonly string[]> {
  states ??= new Map(
    ROWS.map((row) => [
      row.slice(0, row.indexOf(' ')),
      [...new Set([...readTable([row]).values()].flatMap(({ zones }) => zones))],
    ]),
  )
  return states
}
