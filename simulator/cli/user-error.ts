/** Something the person at the keyboard can put right. Its message is one line and all that is shown. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
