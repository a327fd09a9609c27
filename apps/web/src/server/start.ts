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
    // oxlint-disable-next-line no-console -- for whoever starts it, and there is no logger yet
    console.error(error.message)
    process.exit(1)
  }
}
