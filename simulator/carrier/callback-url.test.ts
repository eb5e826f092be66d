import { expect, test } from 'vitest'
import { callbackOf } from './callback-url.ts'

test('the fragment is for the carrier: it is cut off and obeyed', () => {
  const callback = callbackOf('https://gw.example/status?call=1#ct=2000&rt=6000&tt=14500&rc=2&rp=ct,rt,5xx&e=dublin')
  expect(callback).toEqual({
    url: 'https://gw.example/status?call=1',
    connectMs: 2000,
    readMs: 6000,
    totalMs: 14_500,
    retries: 2,
    retryOn: new Set(['ct', 'rt', '5xx']),
  })
})

test('without a fragment a failing connection is tried once more, and nothing else', () => {
  const { url, retries, retryOn, totalMs } = callbackOf('https://gw.example/')
  expect({ url, retries, retryOn, totalMs }).toEqual({
    url: 'https://gw.example/',
    retries: 1,
    retryOn: new Set(['ct']),
    totalMs: 15_000,
  })
})

test('what is out of range is as if it were not there; all means all', () => {
  expect(callbackOf('https://gw.example/#ct=99&rt=60000&rc=6&rp=all')).toMatchObject({
    connectMs: 5000,
    readMs: 15_000,
    retries: 1,
    retryOn: new Set(['ct', 'rt', '4xx', '5xx']),
  })
})
