import { Serwist } from 'serwist'
import type { PageMessage } from '../src/shared/offline/messages.ts'
import { pages, savedAtOfWindow, savePage } from './pages.ts'
import { anyBuild, deleteOldBuilds, useCacheOfBuild } from './staticFiles.ts'

// Pages open without a connection: this keeps the last copies of pages, and all static files that they need.

declare const self: ServiceWorkerGlobalScope

useCacheOfBuild()

const serwist = new Serwist({
  precacheEntries: STATIC_FILES.map((url) => ({ url, revision: null })),
  // Takes over at once. Open pages do not break, because the files of earlier builds are kept.
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith('/_next/static/'),
      handler: anyBuild,
    },
    {
      matcher: ({ sameOrigin, request, url }) =>
        sameOrigin && request.mode === 'navigate' && !/^\/sign-(in|out)\b/.test(url.pathname),
      handler: pages,
    },
  ],
})

serwist.addEventListeners()

self.addEventListener('activate', (event) => event.waitUntil(deleteOldBuilds()))

self.addEventListener('message', (event) => {
  const message: PageMessage = event.data
  if (message.type === 'save') event.waitUntil(savePage(event, message.path, message.olderThanMs))
  if (message.type === 'savedAt' && event.source instanceof Client)
    event.ports[0]?.postMessage(savedAtOfWindow(event.source.id))
})
