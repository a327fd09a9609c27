import { expect, test } from 'vitest'
import { isolate } from './bidi.ts'

test.each([
  ['Lakeside Clinic', 'Lakeside Clinic'],
  ['Клиника Łódź 東京', 'Клиника Łódź 東京'],
  ['مستشفى 7', '\u2068مستشفى 7\u2069'],
  ['St. Mary בית', '\u2068St. Mary בית\u2069'],
  ['\u202ePM 7', 'PM 7'],
  ['end\u2069 of isolation \u202e', 'end of isolation '],
])('isolates %j from the text around it', (name, isolated) => {
  expect(isolate(name)).toBe(isolated)
})
