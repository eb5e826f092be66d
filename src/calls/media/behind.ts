/** Work that comes after something that is to leave first: what is sent leaves when its object next waits. */
export class Behind {
  #work: (() => void) | null = null

  wait(work: () => void): void {
    this.catchUp()
    this.#work = work
    setTimeout(() => this.catchUp(), 0)
  }

  /** Does it now: before anything else that happens. */
  catchUp(): void {
    const work = this.#work
    this.#work = null
    work?.()
  }
}
