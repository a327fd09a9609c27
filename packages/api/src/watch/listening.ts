/** A lost connection is usually back within this time, and clients that watch need not notice. */
const graceMs = 2_000

/** Tracks whether changes arrive from the database. `onLost` runs when the connection has been lost for `graceMs`. */
export function trackListening(onLost: () => void) {
  let state: 'starting' | 'listening' | 'lost' = 'starting'
  let timer: ReturnType<typeof setTimeout> | undefined
  let resolveStarted = () => {}
  const started = new Promise<void>((resolve) => {
    resolveStarted = resolve
  })

  function lose(): void {
    state = 'lost'
    resolveStarted()
    onLost()
  }

  return {
    /** Resolves after the first attempt to listen, whether it succeeded or not. */
    started,
    isListening: () => state === 'listening',
    connected(): void {
      clearTimeout(timer)
      timer = undefined
      state = 'listening'
      resolveStarted()
    },
    failed(): void {
      if (state === 'starting') lose()
      if (state === 'listening') timer ??= setTimeout(lose, graceMs)
    },
    stop(): void {
      clearTimeout(timer)
      resolveStarted()
    },
  }
}
