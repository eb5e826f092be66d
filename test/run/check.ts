import { CHECKS, runChecks } from './steps.ts'

const { passed, failed } = await runChecks(CHECKS)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
