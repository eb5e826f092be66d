import type { RequestRow } from '../change-request.ts'
import type { ExtensionReason, RefusalReason } from '../reasons.ts'
import type { RequestType } from '../request.ts'

/** A mail, or a text, without whom it is to. */
export interface Words {
  readonly subject: string
  readonly text: string
}

/** A request as words are made of it. */
export type Asked = Pick<RequestRow, 'id' | 'dueAtMs'> & { readonly types: readonly RequestType[] }

/** What somebody is to tell back, and where they can say it instead. */
export interface AskedWho extends Pick<Asked, 'id' | 'types'> {
  readonly business: string
  readonly code: string
}

/** How whoever asked, and whom a request is about, are told of it in one language. What a business reads is not in here. */
export interface Wording {
  /** Stands for a business that may not be named to them. */
  readonly unnamed: string
  /** What is asked for, as it follows "asked for": `a copy of your data and no more calls`. */
  readonly rights: (types: readonly RequestType[]) => string
  readonly extensionReasons: Readonly<Record<ExtensionReason, string>>
  /** Whole sentences. */
  readonly whyRefused: Readonly<Record<RefusalReason, string>>
  /** That it was received, and by when it is answered. The same whether anything is known of whoever asks or not. */
  readonly acknowledgement: (asked: Asked, business: string) => Words
  /** That it takes longer, and why. */
  readonly extension: (asked: Asked, business: string, reason: ExtensionReason) => Words
  readonly completed: (asked: Asked, business: string) => Words
  readonly refused: (asked: Asked, business: string, why: string) => Words
  /** By whoever: it need not be who reads this. */
  readonly withdrawn: (asked: Asked) => Words
  /** Nobody said who they are. */
  readonly expired: (asked: Asked) => Words
  /** That data is going to be deleted, to every address that is known. */
  readonly deletionNotice: (requestId: string, business: string, startsAtMs: number) => Words
  /** The same by text. It names the word that stops it. */
  readonly deletionText: (business: string) => string
  /** To whoever answered that it is not to be. */
  readonly deletionKept: (business: string) => string
  /** To whoever answered that, and it was not clear what they want. */
  readonly deletionHeld: (business: string) => string
  /** To whom a request is about, who has called off what somebody asked for in their name. */
  readonly calledOff: (requestId: string) => Words
  /** A code by mail. The address of the page that it speaks of is put below it. */
  readonly codeMail: (asked: AskedWho) => Words
  /** A code by text. `isStopped`: it is the last one they get. */
  readonly codeText: (asked: AskedWho, isStopped: boolean) => string
  /** That a number is left alone from now on. */
  readonly stopped: (business: string) => string
  readonly exportReady: (business: string, link: string, endsAtMs: number) => Words
  /** The code of that link. By text it goes without a subject. */
  readonly exportCode: (business: string, code: string) => Words
}

/** As a sentence begins with it. */
export const capitalised = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
