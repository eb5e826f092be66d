import * as z from 'zod'

/** What numbers and consents are read for. Anything but the business's own service is refused. */
export const ReadingPurpose = z
  .string()
  .max(60)
  .default('service')
  .describe('What you read this for. Only `service` is answered: never for the marketing of others.')
