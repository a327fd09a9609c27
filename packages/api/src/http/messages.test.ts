import { expect, test } from 'vitest'
import { withMessage } from './messages.ts'

test('words a reason and names the documents that are missing', () => {
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

test('words a reason that has no documents, and adds none', () => {
  expect(withMessage({ code: 'SHIFT_DELETED' })).toEqual({
    code: 'SHIFT_DELETED',
    message: 'The shift was withdrawn.',
  })
})
