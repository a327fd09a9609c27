/** Two touches within this time and distance are a double tap. Browsers count the clicks of a mouse themselves. */
const doubleTapMs = 500
const doubleTapPx = 24

let pointerType = ''
let lastTap: { timeStamp: number; x: number; y: number } | undefined
let lastControl: Element | undefined
let isStray = false

function controlOf({ target }: Event): Element | undefined {
  if (!(target instanceof Element)) return undefined
  return target.closest('a, button, input, label') ?? target
}

function onPress(event: Event, isSecondPress: boolean): void {
  const control = controlOf(event)
  isStray = isSecondPress && control !== lastControl
  if (!isStray) lastControl = control
}

function onPointerDown(event: PointerEvent): void {
  pointerType = event.pointerType
  if (pointerType === 'mouse') return
  const { timeStamp, clientX: x, clientY: y } = event
  const isSecondTap =
    lastTap !== undefined &&
    timeStamp - lastTap.timeStamp < doubleTapMs &&
    Math.hypot(x - lastTap.x, y - lastTap.y) < doubleTapPx
  lastTap = { timeStamp, x, y }
  onPress(event, isSecondTap)
}

function onMouseDown(event: MouseEvent): void {
  // A touch also causes mouse events.
  if (pointerType === 'mouse') onPress(event, event.detail > 1)
}

function onClick(event: MouseEvent): void {
  // Clicks by keyboard or script have a detail of 0.
  if (!isStray || event.detail === 0) return
  event.preventDefault()
  event.stopPropagation()
  isStray = false
}

function onKeyDown(): void {
  isStray = false
}

/**
 * Ignores the second press of a double click that hits another control than the first: the first press may have shown or
 * closed a panel, so that the second would claim a shift or sign out by accident. Returns a function that stops this.
 */
export function ignoreStrayPresses(): () => void {
  const stop = new AbortController()
  const options = { capture: true, signal: stop.signal }
  window.addEventListener('pointerdown', onPointerDown, options)
  window.addEventListener('mousedown', onMouseDown, options)
  window.addEventListener('click', onClick, options)
  window.addEventListener('keydown', onKeyDown, options)
  return () => stop.abort()
}

/** Whether the current press is the second of a double click and hits another control than the first. */
export const isStrayPress = (): boolean => isStray
