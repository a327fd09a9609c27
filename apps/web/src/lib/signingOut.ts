/** A sign-out that takes longer has failed. */
const maxMs = 30_000
let startedAt = -Infinity

/** Notes that this tab signs out. The sign-out leads to the next page, so responses of 401 lead nowhere until then. */
export const noteSignOut = (): void => {
  startedAt = performance.now()
}

export const isSigningOut = (): boolean => performance.now() - startedAt < maxMs
