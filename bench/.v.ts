import { startRig } from './.rig.ts'
import { stopEverything } from './stops.ts'
import { voiceWebhooks } from './voice-webhook.ts'
import { load } from './http-load.ts'
import { WebSocket } from 'ws'
import { writeFileSync } from 'node:fs'
const mode = process.argv[2]
try { const rig = await startRig() 
const list = await (await fetch('http://127.0.0.1:9333/json/list')).json() as any[]
const target = list.find(t=>/careline/.test(t.webSocketDebuggerUrl)||/careline/.test(t.title)) ?? list[0]
const same = voiceWebhooks(rig, rig.url, 16)
const rep = (n:number) => mode==='new' ? voiceWebhooks(rig, rig.url, n) : Array.from({length:n},(_,i)=>same[i%16]!)
await load({port:rig.port,connections:16,requests:rep(600),expects:'<Conv'})
const ws = new WebSocket(target.webSocketDebuggerUrl); await new Promise(r=>ws.once('open',r))
let id=0; const pend=new Map<number,(v:any)=>void>(); ws.on('message',d=>{const m=JSON.parse(String(d)); if(m.id) pend.get(m.id)?.(m)})
const call=(method:string,params={})=>new Promise<any>(r=>{id++;pend.set(id,r);ws.send(JSON.stringify({id,method,params}))})
await call('Profiler.enable'); await call('Profiler.setSamplingInterval',{interval:100}); await call('Profiler.start')
const reqs = rep(mode==='new'?800:4000)
await load({port:rig.port,connections:16,requests:reqs,expects:'<Conv'})
const {result} = await call('Profiler.stop'); const p=result.profile
writeFileSync('/tmp/benchx/profile.cpuprofile',JSON.stringify(p))
const self=new Map<string,number>(), byId=new Map<number,any>(p.nodes.map((n:any)=>[n.id,n])); const dt=p.timeDeltas
let total=0; const hits=new Map<number,number>(); p.samples.forEach((s:number,i:number)=>{hits.set(s,(hits.get(s)??0)+dt[i]);total+=dt[i]})
const parent=new Map<number,number>(); for(const n of p.nodes) for(const c of n.children??[]) parent.set(c,n.id)
const incl=new Map<string,number>()
for(const [s,t] of hits){const n=byId.get(s);const k=n.callFrame.functionName+':'+n.callFrame.lineNumber;self.set(k,(self.get(k)??0)+t);const seen=new Set<string>();for(let x:number|undefined=s;x!==undefined;x=parent.get(x)){const m=byId.get(x);const kk=m.callFrame.functionName+':'+m.callFrame.lineNumber;if(!seen.has(kk)){seen.add(kk);incl.set(kk,(incl.get(kk)??0)+t)}}}
console.log('total ms',total/1000,'per req us',total/reqs.length)
console.log('SELF');for(const [k,v] of [...self].sort((a,b)=>b[1]-a[1]).slice(0,30)) console.log((v/reqs.length).toFixed(1).padStart(8),'us',k)
console.log('INCL');for(const [k,v] of [...incl].sort((a,b)=>b[1]-a[1]).slice(0,45)) console.log((v/reqs.length).toFixed(1).padStart(8),'us',k)
ws.close(); await rig.stop() } finally { await stopEverything() }
