'use client'

import { useEffect, type ReactNode } from 'react'

declare global {
  interface Window {
    replayEarlyClick?: () => void
  }
}

/** The last click counts, as somebody who sees nothing happen taps again. Links and forms work without any script. */
const keepEarlyClick = `(() => {
  let early
  const keep = (event) => {
    early = event.target.closest('a[href], input, label, [type=submit]') ? undefined : event
  }
  addEventListener('click', keep, true)
  window.replayEarlyClick = () => {
    removeEventListener('click', keep, true)
    delete window.replayEarlyClick
    // One that is under way right now gets where it should by itself.
    if (!early || early.eventPhase !== Event.NONE) return
    early.target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  }
})()`

/**
 * The server's page can be seen, and tapped on, before its scripts have come: such a tap is kept, and done as soon as
 * what is inside can react to it.
 */
export function EarlyClick({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  useEffect(() => {
    // After all effects: Next's router, which is around this, is not listening to the address before its own.
    const timer = setTimeout(() => window.replayEarlyClick?.())
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      {/* The browser shows nobody the nonce, so React would find it changed. */}
      <script suppressHydrationWarning nonce={nonce} dangerouslySetInnerHTML={{ __html: keepEarlyClick }} />
      {children}
    </>
  )
}
