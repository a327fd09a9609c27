import { setCacheNameDetails } from 'serwist'

const prefix = 'static-'
const cacheName = `${prefix}${BUILD_ID}`

/** Each build has a cache of its own, because an open page may still load scripts of the build that it came from. */
export const useCacheOfBuild = () => setCacheNameDetails({ prefix: '', precache: cacheName, suffix: '' })

/** How many builds are kept, this one included. */
const keptBuilds = 3

/** Deletes the caches of all but the last builds. */
export async function deleteOldBuilds(): Promise<void> {
  // In the order in which they were created.
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  await Promise.all(names.slice(0, -keptBuilds).map((name) => caches.delete(name)))
}

/** A static file of any kept build, else from the server. */
export const anyBuild = async ({ request }: { request: Request }): Promise<Response> =>
  (await caches.match(request)) ?? fetch(request)
