import 'server-only'
import { guardRequests } from './guard/guardRequests.ts'
import { handleFirst } from './guard/handleFirst.ts'
import { getServices } from './services.ts'

/** What has to be done before the first request. Ends the process if the configuration is wrong, and says what is. */
export function start(): void {
  try {
    handleFirst(guardRequests(getServices()))
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'EnvironmentError') throw error
    // oxlint-disable-next-line no-console -- the operator reads it, and no logger exists yet
    console.error(error.message)
    process.exit(1)
  }
}
