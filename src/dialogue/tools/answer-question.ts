import * as z from 'zod'
import { findAnswer } from '../../agents/find-answer.ts'
import type { Tool } from './tool.ts'

const Args = z.object({
  question: z.string().trim().min(1).max(1000).describe("The caller's question, in their own words."),
})

/** Answers from the business's own questions and answers, and from nothing else. */
export const answerQuestion: Tool = {
  spec: {
    name: 'answer_question',
    description:
      "Looks a question up in the business's own answers: insurance, prices, parking, policies. What is not there is not known.",
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: () => null,
  async run(room, given) {
    const args = Args.safeParse(given)
    const found = args.success ? findAnswer(room.document, args.data.question, room.language) : null
    if (found === null) return { ok: false, value: { code: 'unknown' } }
    return { ok: true, value: { answer: found.answer }, outcome: 'question_answered' }
  },
}
