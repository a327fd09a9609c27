import { expect, test } from 'vitest'
import { withMessage } from './messages.ts'

test('adds a sentence to a reason, with the names of the missing documents', () => {
  const documents = [
    { id: 1, name: 'CPR card' },
    { id: 2, name: 'TB test' },
  ]
  expect(withMessage({ code: 'DOCUMENTS_MISSING', documents })).toEqual({
    code: 'DOCUMENTS_MISSING',
    message: 'The facility requires what the worker does not hold: CPR card, TB test.',
    documents,
  })
})

test('adds a sentence to a reason that has no documents', () => {
  expect(withMessage({ code: 'SHIFT_DELETED' })).toEqual({
    code: 'SHIFT_DELETED',
    message: 'The shift was withdrawn.',
  })
})
