/** What every command takes that plays something against a running gateway: flags of node's parseArgs. */
export const GATEWAY_FLAGS = {
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  state: { type: 'string', default: '.careline' },
  url: { type: 'string' },
} as const
