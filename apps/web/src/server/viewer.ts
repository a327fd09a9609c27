import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { zoneCookie } from '@/shared/viewer/zoneCookie.ts'
import { decideViewerZone, type ViewerZone } from './decideViewerZone.ts'
import { pathHeader } from './requestPath.ts'
import { getServices } from './services.ts'
import { signedInWorkerId } from './session.ts'

/** The signed-in worker of a request, and the state of the server when the request began. */
export interface ServerViewer {
  workerId: number
  zone: ViewerZone
  /** The time by the server's clock, in ISO 8601. */
  now: string
  /** The position in the stream of changes from which the browser has to watch. */
  watchFrom: string
}

/**
 * The viewer of this request, the same for the layout and the page. Leads to the sign-in, and from there back to the
 * requested page, where nobody is signed in.
 */
export const requireViewer = cache(async (): Promise<ServerViewer> => {
  // Before any query: the browser receives every change that the queries of this request may have missed.
  const watchFrom = getServices().watchPosition()
  const now = new Date().toISOString()
  const workerId = await signedInWorkerId()
  if (!workerId) {
    const requested = (await headers()).get(pathHeader) ?? '/'
    redirect(`/sign-in?next=${encodeURIComponent(requested)}`)
  }
  const store = await cookies()
  return { workerId, zone: decideViewerZone(store.get(zoneCookie)?.value), now, watchFrom }
})
