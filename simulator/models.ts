import { parseArgs } from 'node:util'
import { startModelServer } from './models/model-server.ts'
import { SIMULATED_KEY } from './models/stand.ts'

const USAGE = `Usage: npm exec -- node simulator/models.ts [--port N]

A model to talk with where there is none: speaks Chat Completions as OpenAI does, and answers by rule, as far as a plain
booking or question goes. Many of an agent's own tests ask for more and fail with it. --port defaults to 8790.
PUT /stand makes it say and break what is wanted (simulator/models/stand.ts has the form).`

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8790' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) return console.log(USAGE)
  const { url } = await startModelServer({ port: Number(values.port) })
  console.log(`A simulated model answers at ${url}. Use it in a second terminal:\n`)
  console.log(`  LLM_PROVIDER=openai OPENAI_BASE_URL=${url}/v1 OPENAI_API_KEY=${SIMULATED_KEY} npm start\n`)
}

await main()
