import 'server-only'
import { cookies } from 'next/headers'
import { zoneCookie } from '@/shared/viewer/zoneCookie.ts'
import { decideViewerZone, type ViewerZone } from './decideViewerZone.ts'

/** The zone of the viewer, by what its browser last reported. */
export async function viewerZone(): Promise<ViewerZone> {
  const store = await cookies()
  return decideViewerZone(store.get(zoneCookie)?.value)
}
