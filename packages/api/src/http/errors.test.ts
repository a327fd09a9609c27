import { TRPCError } from '@trpc/server'
import { expect, test, vi } from 'vitest'

test('errors of another copy of the module are recognized by their name', async () => {
  const { toTRPCError } = await import('./errors.ts')
  vi.resetModules()
  const { InvalidInputError, OverloadedError, TooManyRequestsError } = await import('./errors.ts')
  const { InvalidTokenError, KeysUnavailableError } = await import('../auth/token.ts')
  const { ConflictError, NotEligibleError, NotFoundError } = await import('@shifts/db')
  const codeOf = (cause: Error) => toTRPCError(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause })).code

  expect(codeOf(new InvalidTokenError('expired'))).toBe('UNAUTHORIZED')
  expect(codeOf(new KeysUnavailableError('away'))).toBe('SERVICE_UNAVAILABLE')
  expect(codeOf(new OverloadedError('busy'))).toBe('SERVICE_UNAVAILABLE')
  expect(codeOf(new TooManyRequestsError(1))).toBe('TOO_MANY_REQUESTS')
  expect(codeOf(new InvalidInputError('limit', 'is wrong'))).toBe('BAD_REQUEST')
  expect(codeOf(new NotFoundError('worker', [1]))).toBe('NOT_FOUND')
  expect(codeOf(new ConflictError('ALREADY_CLAIMED'))).toBe('CONFLICT')
  expect(codeOf(new NotEligibleError([]))).toBe('UNPROCESSABLE_CONTENT')
})
