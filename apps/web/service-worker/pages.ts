import { copyResponse, ExpirationPlugin, NetworkFirst, type SerwistPlugin } from 'serwist'
import { pagesCache } from '../src/shared/offline/messages.ts'

/** When a copy was saved, in ms by the clock of this device. */
const savedAtHeader = 'x-saved-at'
const savedAtOf = (copy: Response | undefined) => Number(copy?.headers.get(savedAtHeader) ?? -Infinity)

/** When the copies were saved that windows were loaded from, by the id of the window. */
const loadedCopies = new Map<string, number>()

const isHtml = ({ headers }: Response) => headers.get('content-type')?.startsWith('text/html') ?? false

const copies: SerwistPlugin = {
  // Leaves out errors, the sign-in page in place of another, and downloads.
  cacheWillUpdate: async ({ response }) =>
    response.status === 200 && !response.redirected && isHtml(response)
      ? copyResponse(response, (init) => {
          const headers = new Headers(init.headers)
          headers.set(savedAtHeader, String(Date.now()))
          return { ...init, headers }
        })
      : null,

  cachedResponseWillBeUsed: async ({ event, cachedResponse }) => {
    if (event instanceof FetchEvent && cachedResponse)
      loadedCopies.set(event.resultingClientId, savedAtOf(cachedResponse))
    return cachedResponse
  },

  // There is neither a connection nor a copy of this page.
  handlerDidError: async ({ request }) => {
    const { pathname } = new URL(request.url)
    const calendar = pathname === '/' ? await lastCalendar() : undefined
    return calendar ? Response.redirect(calendar) : caches.match('/offline', { cacheName: pagesCache })
  },
}

/** Loads pages from the server. Without a connection, or if the server does not respond, from their copies. */
export const pages = new NetworkFirst({
  cacheName: pagesCache,
  networkTimeoutSeconds: 8,
  plugins: [copies, new ExpirationPlugin({ maxEntries: 30 })],
})

/** The address of the calendar that was saved last. */
async function lastCalendar(): Promise<string | undefined> {
  const cache = await caches.open(pagesCache)
  const requests = (await cache.keys()).filter(({ url }) => new URL(url).pathname === '/')
  const saved = await Promise.all(
    requests.map(async (request) => ({ url: request.url, savedAt: savedAtOf(await cache.match(request)) })),
  )
  return saved.toSorted((one, other) => other.savedAt - one.savedAt)[0]?.url
}

/** Saves a copy of the page at `path`, unless there is one that is younger than `olderThanMs`. */
export async function savePage(event: ExtendableEvent, path: string, olderThanMs: number): Promise<void> {
  const copy = await caches.match(path, { cacheName: pagesCache })
  if (Date.now() - savedAtOf(copy) < olderThanMs) return
  const [, saved] = pages.handleAll({ event, request: new Request(path) })
  await saved
}

/** When the copy was saved that the window was loaded from; null if it was loaded from the server. */
export const savedAtOfWindow = (clientId: string): number | null => loadedCopies.get(clientId) ?? null
