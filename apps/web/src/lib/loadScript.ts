const firstRetryMs = 1_000
const maxRetryMs = 30_000

/**
 * Loads a part of the page's scripts. If that fails, it tries again: after a second, then after longer and longer pauses, and
 * if the browser is offline once it is online again.
 */
export async function loadScript<T>(load: () => Promise<T>): Promise<T> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(2 * retryMs, maxRetryMs)) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => {
        if (navigator.onLine) setTimeout(resolve, retryMs)
        else window.addEventListener('online', resolve, { once: true })
      })
    }
  }
}
