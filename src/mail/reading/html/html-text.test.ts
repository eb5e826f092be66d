import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlText } from './html-text.ts'

test('what is seen is read, line by line', () => {
  const html =
    '<html><head><title>no</title></head><body><p>Dear&nbsp;all,</p><p>please <b>delete</b><br>my data&excl; &eacute;&#233;&#x2019;</p><ul><li>one</li><li>two</li></ul></body></html>'
  expect(htmlText(html)).toBe('Dear all,\n\nplease delete\nmy data&excl; éé’\n\n- one\n- two')
})

test.each([
  ['not displayed', '<div style="display:none">SECRET</div>'],
  ['not displayed, in other words', '<div style="DISPLAY : /* x */ none !important">SECRET</div>'],
  ['not displayed, escaped', String.raw`<div style="d\69splay:none">SECRET</div>`],
  ['not displayed, in references', '<div style="display&#58;none">SECRET</div>'],
  ['not visible', '<span style="visibility:hidden">SECRET</span>'],
  ['by attribute', '<div hidden>SECRET</div>'],
  ['see-through', '<div style="opacity:0">SECRET</div>'],
  ['without size', '<span style="font-size:0px">SECRET</span>'],
  ['tiny', '<span style="font-size:1px">SECRET</span>'],
  ['without height', '<div style="max-height:0;overflow:hidden">SECRET</div>'],
  ['white on white', '<p style="color:#fff">SECRET</p>'],
  ['nearly white on white', '<p style="color:rgb(250, 250, 250)">SECRET</p>'],
  ['white on white, by font', '<font color="white">SECRET</font>'],
  ['in the colour of its ground', '<div style="background:#222"><p style="color:#222222">SECRET</p></div>'],
  ['on the ground of its table', '<table bgcolor="#000000"><tr><td style="color:black">SECRET</td></tr></table>'],
  ['see-through letters', '<p style="color:rgba(0,0,0,0)">SECRET</p>'],
  ['off the screen', '<div style="position:absolute;left:-9999px">SECRET</div>'],
  ['for Outlook only', '<div style="mso-hide:all">SECRET</div>'],
  ['by a class', '<style>.x, p .gone { display: none }</style><p class="a gone">SECRET</p>'],
  ['in a comment', '<!-- SECRET -->'],
  ['in a comment that does not close', '<!-- SECRET'],
  ['in a comment for Outlook', '<!--[if mso]>SECRET<![endif]-->'],
  ['in a script', '<script>var a = "</p>SECRET"</script>'],
  ['in a template', '<template>SECRET</template>'],
  ['in an attribute', '<img alt="SECRET" src="x">'],
  ['in an element within', '<div style="display:none"><p style="display:block;color:black">SECRET</p></div>'],
])('what is hidden is not read: %s', (_, html) => {
  expect(htmlText(`<p>before</p>${html}`)).not.toContain('SECRET')
  expect(htmlText(`<p>before</p>${html}`)).toContain('before')
})

test('what only looks hidden is read', () => {
  expect(htmlText('<div style="font-size:0"><span style="font-size:14px">seen</span></div>')).toBe('seen')
  expect(htmlText('<div style="background:#000"><p style="color:#fff">seen</p></div>')).toBe('seen')
  expect(htmlText('<div style="background:url(x.png)"><p style="color:#fff">seen</p></div>')).toBe('seen')
  expect(htmlText('a < b and c > d')).toBe('a < b and c > d')
})

test('a quotation marks its lines', () => {
  expect(htmlText('<div>mine</div><blockquote>yours<br>too</blockquote><div>mine again</div>')).toBe(
    'mine\n> yours\n> too\nmine again',
  )
})

test('whatever is given, text comes out, and no more of it than went in', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '<div',
        '>',
        '</div>',
        '<p style="',
        '"',
        "'",
        '<!--',
        '-->',
        '&amp;',
        '&#x',
        '<style>',
        '<blockquote>',
        '</blockquote>',
        '<br/>',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const html = parts.join('')
      // A quotation is marked at each of its lines, ten deep at most.
      expect(htmlText(html).length).toBeLessThanOrEqual(html.length * 25 + 10)
    }),
    { numRuns: 300 },
  )
})
