/** The services that have a policy of their own: one for any business, one for organisations of health care. */
export const POLICY_LINES = ['misocare', 'carecaller'] as const
export type PolicyLine = (typeof POLICY_LINES)[number]

interface Service {
  readonly name: string
  /** Where people write about it. */
  readonly contact: string
  readonly what: string
}

export const SERVICES: Readonly<Record<PolicyLine, Service>> = {
  misocare: {
    name: 'Misocare',
    contact: 'general@misocare.io',
    what: 'voice, messages and bookings for any business',
  },
  carecaller: {
    name: 'CareCaller',
    contact: 'support@carecaller.com',
    what: 'calls and messages for organisations of health care',
  },
}

export const isPolicyLine = (name: string): name is PolicyLine => POLICY_LINES.some((line) => line === name)

/** The line that a business of this kind uses, and whose policy it accepts. */
export const lineOf = (vertical: 'general' | 'healthcare'): PolicyLine =>
  vertical === 'healthcare' ? 'carecaller' : 'misocare'
