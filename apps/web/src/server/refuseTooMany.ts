import 'server-only'
import { recordRefusal, requestIdOf } from '@shifts/api'
import { clientAddressOf } from './clientAddress.ts'
import { errorResponse } from './errorResponse.ts'
import { getServices } from './services.ts'

/** Counts a request without a session for its address. Returns the response that refuses it if there were too many. */
export async function refuseTooMany({ headers }: Request): Promise<Response | undefined> {
  const services = getServices()
  const caller = { kind: 'address', address: clientAddressOf(headers) } as const
  try {
    await services.limitRate(caller)
    return undefined
  } catch (thrown) {
    const requestId = requestIdOf(headers)
    const logger = services.logger.child({ requestId })
    return errorResponse(recordRefusal({ ...services, logger, caller }, thrown), requestId)
  }
}
