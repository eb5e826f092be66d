import { startRig } from './.rig2.ts'
import { stopEverything } from './stops.ts'
import { voiceWebhooks } from './voice-webhook.ts'
import { load } from './http-load.ts'
import { cpuMs } from './process.ts'
import { median } from './stats.ts'
try { const A = await startRig('src/index.ts'); const B = await startRig('bench/.src/index.ts')
const out: Record<string, number[]> = {}
const same = new Map<any, any>([[A, voiceWebhooks(A, A.url, 16)],[B, voiceWebhooks(B, B.url, 16)]])
for (let r=0;r<13;r++) for (const [k,rig] of [['A',A],['B',B]] as const) {
const reqs = Array.from({length:1000},(_,i)=>same.get(rig)[i%16])
const c0=cpuMs(rig.pid)
await load({port:rig.port,connections:16,requests:reqs,expects:'<Conv'})
const cpu=(cpuMs(rig.pid)-c0)/1000
if (r>2) (out[k]??=[]).push(cpu)
}
for (const k in out) console.log(k, median(out[k]!).toFixed(3), Math.min(...out[k]!).toFixed(3))
} finally { await stopEverything() }
