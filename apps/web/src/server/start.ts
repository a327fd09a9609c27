import 'server-only'
import { serveFeeds } from './feeds.ts'
import { guardRequests } from './guard/guardRequests.ts'
import { handleFirst } from './guard/handleFirst.ts'
import { getServices } from './services.ts'

/** Prepares the process for requests. Prints the error and exits if the configuration is wrong. */
export function start(): void {
  try {
    const services = getServices()
    const guard = guardRequests(services)
    const feeds = serveFeeds(services)
    handleFirst((request, response, next) =>
      guard(request, response, (passed) => void feeds(passed, response, next)),
    )
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'EnvironmentError') throw error
    // oxlint-disable-next-line no-console -- for the operator; no logger exists yet
    console.error(error.message)
    process.exit(1)
  }
}
