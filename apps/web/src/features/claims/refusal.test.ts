import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from '@shifts/api'
import { describe, expect, test } from 'vitest'
import type { ApiError, ConflictReason, IneligibilityReason } from '@/shared/i18n/codes.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import { failureText, ineligibilityText } from '@/shared/i18n/wording.ts'
import { isNotClaimed, refusalTexts, toRefusal } from './refusal.ts'

const app = await loadTexts({ language: 'en', tag: 'en-US' })

type ErrorData = NonNullable<ApiError['data']>

/** An error as the tRPC client throws it for a response of the API. */
function apiError(data: Partial<ErrorData> & Pick<ErrorData, 'code' | 'httpStatus'>) {
  const shape = {
    message: 'A message.',
    code: -32_000,
    data: { requestId: 'r1', path: 'shift.claim', ...data },
  }
  return TRPCClientError.from<AppRouter>({ error: shape })
}

const conflict = (reason: ConflictReason) => apiError({ code: 'CONFLICT', httpStatus: 409, reason })
const noConnection = () => TRPCClientError.from<AppRouter>(new Error('fetch failed'))

const textsOf = (error: unknown) => refusalTexts(toRefusal(error), app)

describe('a refusal', () => {
  test.each<[ConflictReason, string]>([
    ['ALREADY_CLAIMED', 'Somebody else took this shift a moment before you.'],
    ['OVERLAPS_CLAIMED', 'It overlaps a shift that you already have.'],
    ['ALREADY_STARTED', 'It has already started.'],
    ['NOT_CLAIMED_BY_WORKER', 'You do not have this shift any more.'],
  ])('for %s is final and has a sentence', (reason, sentence) => {
    expect(toRefusal(conflict(reason))).toMatchObject({ mayTryAgain: false, isUncertain: false })
    expect(textsOf(conflict(reason))).toEqual([sentence])
  })

  test('names all reasons of a worker who is not eligible', () => {
    const reasons: ErrorData['reasons'] = [
      {
        code: 'WORKER_INACTIVE',
        message: 'Your account is not active. Your staffing office can switch it on.',
      },
      { code: 'DOCUMENTS_MISSING', message: 'Missing.', documents: [{ id: 1, name: 'CPR card' }] },
    ]
    const error = apiError({ code: 'UNPROCESSABLE_CONTENT', httpStatus: 422, reasons })
    expect(toRefusal(error)).toMatchObject({ mayTryAgain: false, isUncertain: false })
    expect(textsOf(error)).toEqual([
      'Your account is not active. Your staffing office can switch it on.',
      'You do not hold: CPR card. With it you can claim shifts here.',
    ])
  })

  test.each([
    [400, 'BAD_REQUEST', { mayTryAgain: false, isUncertain: false }],
    [429, 'TOO_MANY_REQUESTS', { mayTryAgain: true, isUncertain: false }],
    [500, 'INTERNAL_SERVER_ERROR', { mayTryAgain: true, isUncertain: true }],
    [503, 'SERVICE_UNAVAILABLE', { mayTryAgain: true, isUncertain: true }],
  ] as const)('with status %i says whether trying again makes sense', (httpStatus, code, expected) => {
    expect(toRefusal(apiError({ code, httpStatus }))).toMatchObject(expected)
  })

  test.each([
    ['a lost connection', noConnection()],
    ['an unknown error', new Error('bug')],
  ])('for %s leaves open whether the request was carried out', (_, error) => {
    expect(toRefusal(error)).toEqual({
      cause: { kind: 'unreachable' },
      mayTryAgain: true,
      isUncertain: true,
    })
    expect(textsOf(error)).toEqual(app.refusal.unreachable)
  })
})

test('a release failed because the shift is not claimed only with that reason', () => {
  expect(isNotClaimed(conflict('NOT_CLAIMED_BY_WORKER'))).toBe(true)
  expect(isNotClaimed(conflict('ALREADY_STARTED'))).toBe(false)
  expect(isNotClaimed(noConnection())).toBe(false)
})

test('every reason of ineligibility has a sentence', () => {
  const codes: Record<IneligibilityReason['code'], true> = {
    FACILITY_INACTIVE: true,
    SHIFT_DELETED: true,
    WORKER_INACTIVE: true,
    SHIFT_CLAIMED: true,
    DOCUMENTS_MISSING: true,
    PROFESSION_MISMATCH: true,
  }
  const reasons = Object.keys(app.ineligibility)
  expect(reasons.toSorted()).toEqual(Object.keys(codes).toSorted())
})

test('right-to-left names of documents are isolated from the sentence', () => {
  const reason: IneligibilityReason = {
    code: 'DOCUMENTS_MISSING',
    documents: [{ name: 'رخصة' }, { name: 'CPR card' }],
  }
  expect(ineligibilityText(reason, app)).toContain('\u2068رخصة\u2069, CPR card.')
})

test.each<[ApiError, string]>([
  [noConnection(), 'Check your connection.'],
  [
    apiError({ code: 'TOO_MANY_REQUESTS', httpStatus: 429, retryAfterSeconds: 7 }),
    'Too many requests. Try again in 7 s.',
  ],
  [
    apiError({ code: 'SERVICE_UNAVAILABLE', httpStatus: 503 }),
    'The service cannot answer right now. Try again in a moment.',
  ],
  [apiError({ code: 'NOT_FOUND', httpStatus: 404 }), 'Perhaps it was removed.'],
  [apiError({ code: 'BAD_REQUEST', httpStatus: 400 }), 'The service did not accept the request.'],
])('the text for the error %s is "%s"', (error, text) => {
  expect(failureText(error, app)).toBe(text)
})
