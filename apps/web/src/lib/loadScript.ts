/** Loads a part of the page's scripts. While it cannot be loaded, as offline, it waits until the browser is online again. */
export async function loadScript<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => {
        window.addEventListener('online', resolve, { once: true })
      })
    }
  }
}
