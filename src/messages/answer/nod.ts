const YES = /👍|👌|✅|✔|🆗|💯/u
const NO = /👎|❌|🚫|🙅/u

/**
 * What is meant by a text of nothing but pictures and signs: an answer to a yes or a no that was asked, else nothing that
 * wants one. Null for a text with words or figures in it.
 */
export function readNod(text: string): 'yes' | 'no' | 'nothing' | null {
  if (/[\p{L}\p{N}]/u.test(text.replace(/[0-9#*]\u{FE0F}?\u{20E3}/gu, ''))) return null
  if (!/[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/u.test(text)) return null
  if (YES.test(text)) return 'yes'
  return NO.test(text) ? 'no' : 'nothing'
}
