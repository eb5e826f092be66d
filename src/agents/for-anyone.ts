const ANYONE = new Set(['human', 'transfer', 'person', 'any', '*'])

/** Whether a routing entry's intent holds for anyone who asks for a person. */
export const isForAnyone = (intent: string): boolean => ANYONE.has(intent.toLowerCase())
