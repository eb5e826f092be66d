import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { xmlElement, xmlText } from '../../src/kernel/xml.ts'
import { parseTwiml, TwimlError } from './twiml.ts'
import { parseXml } from './xml.ts'

const parse = (body: string) => parseTwiml(body, 'text/xml; charset=utf-8')

const codeOf = (body: string, contentType = 'text/xml'): string => {
  try {
    parseTwiml(body, contentType)
    return 'taken'
  } catch (error) {
    if (error instanceof TwimlError) return error.code
    throw error
  }
}

test('reads verbs with their attributes, words and nouns', () => {
  const [say, connect] = parse(
    `<?xml version="1.0" encoding="UTF-8"?>
     <Response><!-- hello --><Say language='en-US'>You &amp; I&#33;</Say>
     <Connect action="/a"><ConversationRelay url="wss://gw.example/r"><Parameter name="k" value="v"/></ConversationRelay></Connect></Response>`,
  )
  expect(say).toEqual({ name: 'Say', attributes: { language: 'en-US' }, text: 'You & I!', children: [] })
  expect(connect?.children[0]?.children[0]?.attributes).toEqual({ name: 'k', value: 'v' })
})

test.each([
  ['<Response><Say>one & two</Say></Response>', '12100'],
  ['<Response><Say>', '12100'],
  ['<Response></Say></Response>', '12100'],
  ['<Response a="1" a="2"/>', '12100'],
  ['<!DOCTYPE x><Response/>', '12100'],
  ['<Response/><Response/>', '12100'],
  ['', '12100'],
  ['<Respond/>', '12200'],
  ['<Response><Sing/></Response>', '12200'],
  ['<Response><Say volume="11">loud</Say></Response>', '12200'],
  ['<Response><Hangup>now</Hangup></Response>', '12200'],
  ['<Response><Connect><Say>no</Say></Connect></Response>', '12200'],
  ['<Response><Connect/></Response>', '12200'],
  ['<Response><Connect><ConversationRelay/></Connect></Response>', '12200'],
  ['<Response><Connect><ConversationRelay url="https://gw.example"/></Connect></Response>', '12200'],
  ['<Response><Connect><ConversationRelay url="ws://gw.example/r"/></Connect></Response>', '12200'],
  ['<Response><Connect><ConversationRelay url="wss://gw.example/r" events="all"/></Connect></Response>', '12200'],
  ['<Response><Start><Recording recordingStatusCallbackEvent="done"/></Start></Response>', '12200'],
  [`<Response><Say>${'x'.repeat(4097)}</Say></Response>`, '12200'],
])('refuses %.70s with %s', (body, code) => {
  expect(codeOf(body)).toBe(code)
})

test('takes XML only as XML', () => {
  expect(codeOf('<Response/>', 'application/json')).toBe('12300')
  expect(codeOf('<Response/>', '')).toBe('12300')
  expect(codeOf('<Response/>', 'application/xml')).toBe('taken')
})

test('reads back whatever the gateway writes', () => {
  const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll(/[\p{C}]/gu, ''))
  fc.assert(
    fc.property(text, text, (attribute, words) => {
      const element = parseXml(xmlElement('Say', { voice: attribute }, xmlText(`.${words}`)))
      expect(element.attributes.get('voice')).toBe(attribute)
      expect(element.children).toEqual([`.${words}`])
    }),
  )
})
