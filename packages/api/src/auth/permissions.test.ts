import { describe, expect, test } from 'vitest'
import { can, describePrincipal, type Action, type Principal } from './permissions.ts'

const ada: Principal = { kind: 'worker', workerId: 7 }
const scheduler: Principal = { kind: 'service', name: 'scheduler' }

describe('permissions', () => {
  test.each<[Principal, Action, number, boolean]>([
    [ada, 'read', 7, true],
    [ada, 'change', 7, true],
    [ada, 'read', 8, false],
    [ada, 'change', 8, false],
    [scheduler, 'read', 7, true],
    [scheduler, 'change', 7, true],
    [scheduler, 'read', 8, true],
    [scheduler, 'change', 8, true],
  ])('%j may %s the data of worker %i: %s', (principal, action, workerId, isAllowed) => {
    expect(can(principal, action, { kind: 'worker', workerId })).toBe(isAllowed)
  })
})

test.each<[Principal, string]>([
  [ada, 'worker:7'],
  [scheduler, 'service:scheduler'],
])('describes %j as %s', (principal, text) => {
  expect(describePrincipal(principal)).toBe(text)
})
