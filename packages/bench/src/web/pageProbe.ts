// Runs in the browser, so it may use nothing from outside its functions.

/** What a step needs to know about a page. */
export interface StepSpec {
  /** The selector of the button that shows the next month. */
  button: string
  /** The selector of the title, and the title of the next month. */
  heading: string
  title: string
  /** A selector that matches as soon as the counts are shown, and one that matches while they load. */
  counts: string
  busy: string | undefined
}

/** Presses the button, and returns the ms until the next month is painted with its counts. */
export async function stepAndMeasure(spec: StepSpec): Promise<number> {
  const isShown = () =>
    document.querySelector(spec.heading)?.textContent === spec.title &&
    document.querySelector(spec.counts) !== null &&
    (spec.busy === undefined || document.querySelector(spec.busy) === null)
  const button = document.querySelector<HTMLElement>(spec.button)
  if (!button) throw new Error(`There is no ${spec.button}.`)
  // A press comes between two frames.
  await new Promise(requestAnimationFrame)
  await new Promise((resolve) => {
    setTimeout(resolve)
  })
  const startedAt = performance.now()
  button.click()
  await new Promise<void>((resolve, reject) => {
    const check = () => {
      if (performance.now() - startedAt > 30_000) return reject(new Error(`${spec.title} was not shown.`))
      if (!isShown()) return void requestAnimationFrame(check)
      // A message that is sent from a frame's callback arrives after the frame is painted.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(undefined)
    }
    requestAnimationFrame(check)
  })
  return performance.now() - startedAt
}

declare global {
  interface Window {
    paints: { lcpMs: number; cls: number }
  }
}

/** Records the largest contentful paint and the layout shifts of a page from its start. */
export function recordPaints(): void {
  window.paints = { lcpMs: 0, cls: 0 }
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.paints.lcpMs = startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && typeof entry.value === 'number') window.paints.cls += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}
