'use client'

import { useEffect, useSyncExternalStore, type ReactNode } from 'react'

declare global {
  interface Window {
    replayEarlyClick?: () => void
  }
}

/**
 * Records the last click. One on a link, a form control or a popover's button clears the record, because these work without
 * scripts. A click that is still being dispatched is not repeated: it reaches its handlers by itself.
 */
const recordEarlyClick = `(() => {
  let early
  const record = (event) => {
    early = event.target.closest('a[href], input, label, [type=submit], [popovertarget]') ? undefined : event
  }
  addEventListener('click', record, true)
  window.replayEarlyClick = () => {
    removeEventListener('click', record, true)
    delete window.replayEarlyClick
    if (early?.eventPhase !== Event.NONE) return
    early.target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  }
})()`

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether an early click has been repeated. Until then, what it was on must not be replaced. */
export const useIsEarlyClickRepeated = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.replayEarlyClick === undefined,
    () => false,
  )

/** Repeats a click that was made on the server's HTML before the page was hydrated, once `children` can handle it. */
export function EarlyClick({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  useEffect(() => {
    // After all effects: Next's router, a parent of this component, listens to history only after its own effect.
    const timer = setTimeout(() => {
      window.replayEarlyClick?.()
      for (const listener of listeners) listener()
    })
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      {/* Browsers hide the nonce from scripts, so React would find a difference when it hydrates. */}
      <script suppressHydrationWarning nonce={nonce} dangerouslySetInnerHTML={{ __html: recordEarlyClick }} />
      {children}
    </>
  )
}
