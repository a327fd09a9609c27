import { expect, test } from 'vitest'
import { createWordNumbers } from './wordNumbers.ts'

test.each([
  [0, '0 shifts'],
  [1, '1 shift'],
  [2, '2 shifts'],
  [1_240, '1,240 shifts'],
])('counts %i in English as "%s"', (value, text) => {
  expect(createWordNumbers('en-US').count(value, { one: 'shift', other: 'shifts' })).toBe(text)
})

test.each([
  [0, '0 turnos'],
  [1, '1 turno'],
  [12_400, '12.400 turnos'],
  [1_000_000, '1.000.000 de turnos'],
])('counts %i in Spanish as "%s"', (value, text) => {
  const forms = { one: 'turno', many: 'de turnos', other: 'turnos' }
  expect(createWordNumbers('es-ES').count(value, forms)).toBe(text)
})

test('a word without a form for its category has the other one', () => {
  expect(createWordNumbers('es-US').plural(1_000_000, { one: 'tuyo', other: 'tuyos' })).toBe('tuyos')
})
