import type { Plugin } from 'rolldown'
import { callsIn, memberName } from './calls-in.ts'

/** Works out beforehand what each tool's parameters are in JSON Schema, which never changes. */
export const toolParameters = (): Plugin => ({
  name: 'tool-parameters',
  transform: {
    filter: { id: /\/src\/dialogue\/tools\/.*\.ts$/, code: 'toJSONSchema' },
    async handler(code, id) {
      const [call, ...others] = callsIn(this.parse(code, { lang: 'ts' })).filter(
        (one) => memberName(one)?.text === 'toJSONSchema',
      )
      const [parameters, ...more] = parametersIn(await import(id))
      if (call === undefined || parameters === undefined || others.length + more.length > 0)
        throw new Error(`${id} must hold one tool, with parameters made once`)
      return { code: code.slice(0, call.start) + JSON.stringify(parameters) + code.slice(call.end) }
    },
  },
})

/** The parameters of the tools that a module exports. */
const parametersIn = (module: unknown): readonly object[] =>
  Object.values(module as Readonly<Record<string, { readonly spec?: { readonly parameters?: object } } | undefined>>)
    .map((exported) => exported?.spec?.parameters)
    .filter((parameters) => parameters !== undefined)
