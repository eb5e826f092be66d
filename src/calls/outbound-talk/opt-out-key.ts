/** On a call of ours this key ends these calls, whatever the menu of the document has it mean: the opening says so. */
export const OPT_OUT_KEY = '9'
