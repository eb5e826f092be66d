/** More than anybody needs in the longest call there is: what goes on beyond it goes round in circles. */
export const CALL_TURNS_MAX = 300
export const CALL_TOOLS_MAX = 150

/** Whether a call goes round in circles: it is ended politely then, however much time it has left. */
export const isRunaway = ({ turns, toolCalls = 0 }: { readonly turns: number; readonly toolCalls?: number }): boolean =>
  turns >= CALL_TURNS_MAX || toolCalls >= CALL_TOOLS_MAX
