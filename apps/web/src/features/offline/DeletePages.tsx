'use client'

import { useEffect } from 'react'
import { pagesCache } from '@/shared/offline/messages.ts'

/**
 * Deletes the copies of pages: they hold what only the worker who was signed in may see. Shows nothing.
 * @param props.then the address to which to go afterwards
 */
export function DeletePages({ then }: { then?: string }) {
  useEffect(() => {
    void deletePages().then(() => {
      if (then !== undefined) window.location.replace(then)
    })
  }, [then])
  return null
}

async function deletePages(): Promise<void> {
  // Browsers offer the cache only to pages of HTTPS and of this machine.
  if ('caches' in window) await caches.delete(pagesCache).catch(() => false)
}
