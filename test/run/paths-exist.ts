import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const DOCUMENTS = ['README.md', 'AGENTS.md', 'CHANGELOG.md', ...globSync('docs/**/*.md')]

/** Paths of ours in code spans. `NAME` stands for what a reader makes, `*` for many. */
const OUR_PATH = /`((?:src|test|simulator|bench|docs|migrations)\/[^`\s]*)`/g
const LINK = /\]\((?!https?:)([^)#]+)[^)]*\)/g

/** Every path and link in the documents leads somewhere. */
const missing = DOCUMENTS.flatMap((document) => {
  const text = readFileSync(document, 'utf8')
  const named = [...text.matchAll(OUR_PATH)].map(([, path = '']) => path)
  const linked = [...text.matchAll(LINK)].map(([, path = '']) => join(dirname(document), path))
  return [...named.filter((path) => !/NAME|\*/.test(path)), ...linked]
    .filter((path) => !existsSync(path))
    .map((path) => `${document} names ${path}, which does not exist`)
})

for (const line of missing) console.error(line)
process.exit(missing.length === 0 ? 0 : 1)
