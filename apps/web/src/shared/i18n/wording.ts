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
  const { code, retryAfterSeconds = 1 } = data
  if (code === 'TOO_MANY_REQUESTS') return texts.failure.TOO_MANY_REQUESTS(retryAfterSeconds)
  if (code === 'SERVICE_UNAVAILABLE' || code === 'INTERNAL_SERVER_ERROR') return texts.failure[code]
  return message
}
