import { expect, test } from 'vitest'
import { unhandledIn, wentWrong, type Report } from './went-wrong.ts'

const report = (...testResults: Report['testResults'][number][]): Report => ({
  numPassedTests: 1,
  numFailedTests: 1,
  testResults,
})

test('what failed is told with its file, its name and why, and so is a file that could not be loaded', () => {
  const { failed, needed } = wentWrong(
    report(
      {
        name: '/there/test/a.node.test.ts',
        status: 'failed',
        assertionResults: [
          { title: 'two is three', status: 'failed', failureMessages: ['expected 2 to be 3\n    at a.node.test.ts:4'] },
          { title: 'two is two', status: 'passed', failureMessages: [] },
        ],
      },
      { name: '/there/test/b.node.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ),
    '/there',
  )
  expect(failed).toHaveLength(2)
  expect(failed[0]).toMatch(/^test\/a\.node\.test\.ts: two is three\n +expected 2 to be 3\n +at a\.node/)
  expect(failed[1]).toMatch(/^test\/b\.node\.test\.ts: could not be loaded\n +no such module$/)
  expect(needed).toEqual([])
})

test('a test that passed at its second attempt is told, and does not count as failed', () => {
  const { failed, needed } = wentWrong(
    report({
      name: '/there/test/a.node.test.ts',
      status: 'passed',
      assertionResults: [{ title: 'now and then', status: 'passed', failureMessages: ['timed out'] }],
    }),
    '/there',
  )
  expect(failed).toEqual([])
  expect(needed).toHaveLength(1)
  expect(needed[0]).toContain('now and then')
})

test('an error that belonged to no test is found in what was printed', () => {
  const printed = 'many lines\n\u001B[31m⎯⎯ Unhandled Errors ⎯⎯\u001B[39m\nError: lost\n'
  expect(unhandledIn(printed)).toBe('Unhandled Errors ⎯⎯\nError: lost\n')
  expect(unhandledIn('killed')).toBe('killed')
})
