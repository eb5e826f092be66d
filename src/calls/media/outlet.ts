import type { RelayCommand } from '../relay-words.ts'

/** A line that is no relay, as whoever leads the talk sees it. */
export interface Outlet {
  readonly socket: WebSocket
  /** What a relay would be told; false for what this line cannot do. */
  send(command: RelayCommand): boolean
  close(code: number, reason: string): void
}
