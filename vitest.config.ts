import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { freePort } from './test/run/free-port.ts'

const migrations = await readD1Migrations('./migrations')

/**
 * What takes minutes: vendors that stall, gateways killed in the middle of a chat, talks made up by the hundred. `npm run test:long` runs these, and
 * `npm test` all others.
 */
const LONG = [
  'test/media-faults.worker.test.ts',
  'test/voicemail-words.worker.test.ts',
  'test/e2e/chat-killed.e2e.test.ts',
  'simulator/eval/from-call/from-call.test.ts',
  'simulator/eval/from-call/round-trip.test.ts',
  'simulator/eval/callers/simulate.test.ts',
]
/** What `npm test` runs too, with fewer races between a stop and what it stops. */
const RACED = ['src/outreach/dial/dialling.worker.test.ts', 'src/messages/stopped.worker.test.ts']
/** What a part of `npm test` leaves to another: test/run/all.ts. */
const leftOut = (process.env['CARELINE_LEFT_OUT'] ?? '').split(',').filter((file) => file !== '')
const isLong = process.env['CARELINE_LONG'] === '1'
const workerdTests = ['src/**/*.worker.test.ts', 'test/**/*.worker.test.ts']
const nodeTests = ['src/**/*.test.ts', 'test/**/*.node.test.ts', '{bench,build,simulator}/**/*.test.ts']
const e2eTests = ['test/e2e/**/*.e2e.test.ts']
const [include, exclude] = isLong ? [[...LONG, ...RACED], []] : [null, LONG]

/** Bindings are fixed before anything is started: the speech vendor's far end gets a port first, and is started on it. */
process.env['SPEECH_PORT'] ??= String(await freePort())

/** Pure logic in Node, everything with a store or an object in workerd. End to end has its own project: it starts servers. */
export default defineConfig({
  test: {
    // What a test logs is shown when it fails; hundreds of expected warnings would hide the one that matters.
    silent: 'passed-only',
    // How long something that is to happen is waited for: slow machines are slow and not red.
    expect: { poll: { timeout: 90_000 } },
    // Every lane of `npm test` has the same thousand modules to make: one does.
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/careline-modules' },
    // Under test a module that objects load later is fetched by vitest, for whoever asked first: another that asks in the same
    // moment may be told so, in a promise nobody holds. A test in which anything of ours is shared so fails by itself.
    onUnhandledError: ({ message }) => !message.includes('on behalf of a different Durable Object'),
    projects: [
      {
        test: {
          name: 'node',
          testTimeout: 120_000,
          include: include?.filter((file) => !/\.(worker|e2e)\./.test(file)) ?? nodeTests,
          exclude: [...exclude, '**/*.worker.test.ts', 'node_modules/**'],
          environment: 'node',
          // What is pure needs no world of its own: making one took longer than most tests.
          isolate: false,
        },
      },
      {
        plugins: [
          cloudflareTest({
            // From its sources, by vite: what is deployed is made of them by `build/`, and played end to end.
            main: './src/index.ts',
            wrangler: { configPath: './wrangler.toml' },
            // A binding that only exists at Cloudflare is none here: tests reach for no network.
            remoteBindings: false,
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: migrations,
                PLATFORM: 'local',
                PUBLIC_URL: 'http://gateway.test',
                ROOT_KEY: 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=',
                OPERATOR_KEY: 'operator-key-for-tests-000000000000',
                OPERATOR_KEYS:
                  'ann.lee:operator-key-of-ann-for-tests-0000,bo.ray:operator-key-of-bo-for-tests-00000,cy.dee:operator-key-of-cy-for-tests-00000',
                TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000001',
                TWILIO_AUTH_TOKEN: '0123456789abcdef0123456789abcdef',
                TWILIO_API_URL: 'http://127.0.0.1:9',
                META_APP_SECRET: 'app-secret-for-tests',
                META_VERIFY_TOKEN: 'verify-token-for-tests',
                META_ACCESS_TOKEN: 'access-token-for-tests',
                WHATSAPP_API_URL: 'http://127.0.0.1:9',
                OPENAI_API_KEY: 'key-of-the-speech-vendor',
                OPENAI_REALTIME_URL: `ws://127.0.0.1:${process.env['SPEECH_PORT']}/v1/realtime`,
              },
            },
          }),
        ],
        test: {
          name: 'workerd',
          provide: { isLong },
          // Every commit of an object is an fsync: generous, so that a slow disk is slow and not red.
          testTimeout: 240_000,
          hookTimeout: 120_000,
          // Alarms and objects that are lost keep real time, beside three other lanes: once more tells a fault from a slow
          // machine, and the report marks who needed it.
          retry: 1,
          include: include?.filter((file) => file.endsWith('.worker.test.ts')) ?? workerdTests,
          exclude: [...exclude, ...leftOut, 'node_modules/**'],
          globalSetup: [
            './test/run/global-receiver.ts',
            './test/run/global-models.ts',
            './test/run/global-speech.ts',
            './test/run/global-transcribe.ts',
          ],
          setupFiles: ['./test/setup.worker.ts'],
          isolate: false,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: include?.filter((file) => file.endsWith('.e2e.test.ts')) ?? e2eTests,
          exclude: [...exclude, 'node_modules/**'],
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          maxConcurrency: 4,
          retry: 2,
        },
      },
    ],
  },
})
