declare global {
  interface Window {
    signOutStartedAt?: number
  }
}

/**
 * An inline script that notes when a form with `data-signs-out` is submitted, also before the page is hydrated. The sign-out leads to
 * the next page, so until then responses of 401 do not redirect.
 */
export const recordSignOut = `addEventListener('submit', (event) => {
  if (event.target.matches('[data-signs-out]')) window.signOutStartedAt = performance.now()
}, true)`

/** A sign-out that takes longer counts as failed. */
const maxMs = 30_000

export const isSigningOut = (): boolean => performance.now() - (window.signOutStartedAt ?? -Infinity) < maxMs
