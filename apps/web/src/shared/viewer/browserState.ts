'use client'

import { useSyncExternalStore } from 'react'

function onConnectionChange(notify: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, notify)
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, notify)
  }
}

function onVisibilityChange(notify: () => void): () => void {
  document.addEventListener('visibilitychange', notify)
  return () => document.removeEventListener('visibilitychange', notify)
}

const onServer = () => true

/** Whether the browser is online. */
export const useIsOnline = () => useSyncExternalStore(onConnectionChange, () => navigator.onLine, onServer)

/** Whether the page is in a visible tab. */
export const useIsVisible = () =>
  useSyncExternalStore(onVisibilityChange, () => document.visibilityState === 'visible', onServer)
