import type { PageMessage } from '@/shared/offline/messages.ts'

const container = () => ('serviceWorker' in navigator ? navigator.serviceWorker : undefined)

/** Starts the service worker, or updates it to the version of the server's build. Some browsers have none in private windows. */
export async function registerServiceWorker(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- set by Next (`next dev` or not), not by configuration
  if (process.env.NODE_ENV !== 'production') return
  await container()
    ?.register('/service-worker.js', { updateViaCache: 'none' })
    .catch(() => {})
}

/** Saves a copy of the page at `path` for a visit without a connection, unless there is one from after `since`, in ms. */
export async function savePage(path: string, since: number): Promise<void> {
  const registration = await container()?.ready
  const message: PageMessage = { type: 'save', path, olderThanMs: Date.now() - since }
  registration?.active?.postMessage(message)
}

/** When the copy was saved that this page was loaded from, in ms by this device's clock; null if the server sent it. */
export function loadedCopySavedAt(): Promise<number | null> {
  const { port1, port2 } = new MessageChannel()
  const response = new Promise<number | null>((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve(typeof data === 'number' ? data : null))
  })
  port1.start()
  const message: PageMessage = { type: 'savedAt' }
  container()?.controller?.postMessage(message, [port2])
  return response
}
