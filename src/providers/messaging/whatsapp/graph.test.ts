import { expect, test } from 'vitest'
import { graphOf } from './graph.ts'

const isOwn = (address: string, secrets = {}) => graphOf(secrets).isOwn(new URL(address))

test.each([
  'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2&hash=a',
  'https://scontent.xx.fbcdn.net/v/1.jpg',
  'https://graph.facebook.com/v26.0/1',
])('Meta itself gets the token: %s', (address) => expect(isOwn(address)).toBe(true))

test.each([
  'http://lookaside.fbsbx.com/1',
  'https://lookaside.fbsbx.com:8443/1',
  'https://me@lookaside.fbsbx.com/1',
  'https://lookaside.fbsbx.com.example.com/1',
  'https://evil-fbcdn.net/1',
  'https://fbcdn.net.example.com/1',
  'https://fbcdn.net/1',
  'https://example.com/?lookaside.fbsbx.com',
  'http://127.0.0.1:9100/1',
  'file:///etc/passwd',
])('nobody else does: %s', (address) => expect(isOwn(address)).toBe(false))

test('a server that stands in for Meta gives out its own files, on this machine only', () => {
  const local = { PLATFORM: 'local', WHATSAPP_API_URL: 'http://127.0.0.1:9100/' }
  expect(graphOf(local).baseUrl).toBe('http://127.0.0.1:9100/v26.0')
  expect(isOwn('http://127.0.0.1:9100/file', local)).toBe(true)
  expect(isOwn('http://127.0.0.1:9101/file', local)).toBe(false)
  expect(isOwn('http://localhost:9100/file', local)).toBe(false)
  expect(() => graphOf({ ...local, PLATFORM: 'cloudflare' })).toThrow('WHATSAPP_API_URL')
})

test('the version is a setting', () => {
  expect(graphOf({ WHATSAPP_API_VERSION: 'v27.0' }).baseUrl).toBe('https://graph.facebook.com/v27.0')
  expect(() => graphOf({ WHATSAPP_API_VERSION: 'latest' })).toThrow('WHATSAPP_API_VERSION')
})
