import { startRig } from './.rig2.ts'
import { stopEverything } from './stops.ts'
try { await startRig(process.argv[2]); console.log('ok', process.argv[2]) } finally { await stopEverything() }
