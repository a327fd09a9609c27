import { isolate } from '@/ui/bidi.ts'
import type { ApiError, IneligibilityReason } from './codes.ts'
import type { Texts } from './texts.ts'

/** A sentence for a reason; the documents' names cannot reorder the text around them. */
export function ineligibilityText({ code, documents = [] }: IneligibilityReason, texts: Texts): string {
  if (code !== 'DOCUMENTS_MISSING') return texts.ineligibility[code]
  return texts.ineligibility.DOCUMENTS_MISSING(documents.map(({ name }) => isolate(name)))
}

/** Why a call failed. Errors without a text here carry details that only the API's message has. */
export function failureText({ message, data }: ApiError, texts: Texts): string {
  if (!data) return texts.failure.noConnection
  switch (data.code) {
    case 'SERVICE_UNAVAILABLE':
      return texts.failure.SERVICE_UNAVAILABLE
    case 'INTERNAL_SERVER_ERROR':
      return texts.failure.INTERNAL_SERVER_ERROR
    case 'TOO_MANY_REQUESTS':
      return texts.failure.TOO_MANY_REQUESTS(data.retryAfterSeconds ?? 1)
    default:
      return message
  }
}
