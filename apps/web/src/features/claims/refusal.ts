import { isApiError } from '@/lib/failure.ts'
import type { ApiError, ConflictReason, IneligibilityReason } from '@/shared/i18n/codes.ts'
import type { Texts } from '@/shared/i18n/texts.ts'
import { failureText, ineligibilityText } from '@/shared/i18n/wording.ts'

/** Why a claim or release failed. */
export interface Refusal {
  cause:
    | { kind: 'conflict'; reason: ConflictReason }
    | { kind: 'ineligible'; reasons: readonly IneligibilityReason[] }
    | { kind: 'failed'; error: ApiError }
    | { kind: 'unreachable' }
  /** Whether the same request may succeed later. */
  mayTryAgain: boolean
  /** Whether the server may have carried out the request, because no response says that it did not. */
  isUncertain: boolean
}

/** Converts an error of a claim or release. */
export function toRefusal(error: unknown): Refusal {
  if (!isApiError(error) || !error.data)
    return { cause: { kind: 'unreachable' }, mayTryAgain: true, isUncertain: true }
  const { reason, reasons, httpStatus } = error.data
  if (reason && reason !== 'TOO_MANY_FEEDS')
    return { cause: { kind: 'conflict', reason }, mayTryAgain: false, isUncertain: false }
  if (reasons) return { cause: { kind: 'ineligible', reasons }, mayTryAgain: false, isUncertain: false }
  const isUncertain = httpStatus >= 500
  return { cause: { kind: 'failed', error }, mayTryAgain: httpStatus === 429 || isUncertain, isUncertain }
}

/** The sentences that explain a refusal to the worker. */
export function refusalTexts({ cause }: Refusal, texts: Texts): string[] {
  switch (cause.kind) {
    case 'conflict':
      return [texts.conflict[cause.reason]]
    case 'ineligible':
      return cause.reasons.map((reason) => ineligibilityText(reason, texts))
    case 'failed':
      return [failureText(cause.error, texts)]
    case 'unreachable':
      return texts.refusal.unreachable
  }
}

/** Whether a release failed because the worker has not claimed the shift. */
export const isNotClaimed = (error: unknown) =>
  isApiError(error) && error.data?.reason === 'NOT_CLAIMED_BY_WORKER'
