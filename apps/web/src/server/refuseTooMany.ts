import 'server-only'
import { requestIdOf } from '@shifts/api'
import { errorResponse } from './errorResponse.ts'
import { getServices } from './services.ts'

/** Counts a request without a session for its address. Returns the response that refuses it if there were too many. */
export async function refuseTooMany({ headers }: Request): Promise<Response | undefined> {
  // guardRequests has replaced the client's header by the client's address.
  const address = headers.get('x-forwarded-for') ?? 'unknown'
  try {
    await getServices().limitRate({ kind: 'address', address })
    return undefined
  } catch (error) {
    return errorResponse(error, requestIdOf(headers))
  }
}
