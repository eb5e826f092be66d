import { CHECKS, runChecks } from './steps.ts'

const { passed, failed } = await runChecks(CHECKS)
console.log(`${passed} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)
