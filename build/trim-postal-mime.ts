import type { Plugin } from 'rolldown'

const UNREACHED = `throw new Error('build/ leaves out of postal-mime what one text part alone never needs')`

/**
 * What stands for modules of postal-mime that are not reached: it is handed one text part at a time, under a header of two
 * fields (`src/mail/reading/decode-leaf.ts`). No text becomes another kind of text, with the names of all the characters
 * there are for that; there is no message in a message, no address and no attachment.
 */
const STAND_INS: readonly (readonly [module: RegExp, text: string])[] = [
  [
    /\/postal-mime\/dist\/esm\/text-format\.js$/,
    ['textToHtml', 'htmlToText', 'formatTextHeader', 'formatHtmlHeader']
      .map((name) => `export function ${name}() { ${UNREACHED} }`)
      .join('\n'),
  ],
  [/\/postal-mime\/dist\/esm\/address-parser\.js$/, `export default function addressParser() { ${UNREACHED} }`],
  [/\/postal-mime\/dist\/esm\/base64-encoder\.js$/, `export function base64ArrayBuffer() { ${UNREACHED} }`],
]

/** Leaves out of the parser of mails what parts that are text never reach. */
export const trimPostalMime = (): Plugin => ({
  name: 'trim-postal-mime',
  load: {
    filter: { id: STAND_INS.map(([module]) => module) },
    handler: (id) => STAND_INS.find(([module]) => module.test(id))?.[1] ?? null,
  },
})
