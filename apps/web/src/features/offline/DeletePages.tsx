'use client'

import { useEffect } from 'react'
import { pagesCache } from '@/shared/offline/messages.ts'

/** Deletes the copies of pages: they hold what only the worker who was signed in may see. Shows nothing. */
export function DeletePages() {
  useEffect(() => {
    // Browsers offer the cache only to pages of HTTPS and of this machine.
    if ('caches' in window) void caches.delete(pagesCache).catch(() => false)
  }, [])
  return null
}
