import { isolate } from '@/ui/bidi.ts'
import type { ApiError, IneligibilityReason } from './codes.ts'
import type { Texts } from './texts.ts'

/** The sentence for a reason. Documents' names are isolated, so that they cannot reorder the text around them. */
export function ineligibilityText({ code, documents = [] }: IneligibilityReason, texts: Texts): string {
  if (code !== 'DOCUMENTS_MISSING') return texts.ineligibility[code]
  return texts.ineligibility.DOCUMENTS_MISSING(documents.map(({ name }) => isolate(name)))
}

/** The sentence for a failed call. */
export function failureText({ data }: ApiError, texts: Texts): string {
  if (!data) return texts.failure.noConnection
  const { code, retryAfterSeconds = 1 } = data
  if (code === 'TOO_MANY_REQUESTS') return texts.failure.TOO_MANY_REQUESTS(retryAfterSeconds)
  if (code === 'SERVICE_UNAVAILABLE' || code === 'INTERNAL_SERVER_ERROR') return texts.failure[code]
  return code === 'NOT_FOUND' ? texts.failure.NOT_FOUND : texts.failure.other
}
