/** A sign-out that takes longer counts as failed. */
const maxMs = 30_000
let startedAt = -Infinity

/** Notes that this tab signs out. The sign-out leads to the next page, so until then responses of 401 do not redirect. */
export const noteSignOut = (): void => {
  startedAt = performance.now()
}

export const isSigningOut = (): boolean => performance.now() - startedAt < maxMs
