/** Two touches so close in time and place are one double tap. With a mouse the system itself tells a double click. */
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

function press(event: Event, isSecond: boolean): void {
  const control = controlOf(event)
  isStray = isSecond && control !== lastControl
  if (!isStray) lastControl = control
}

function onPointerDown(event: PointerEvent): void {
  ;({ pointerType } = event)
  if (pointerType === 'mouse') return
  const { timeStamp, clientX: x, clientY: y } = event
  const isSecond =
    lastTap !== undefined &&
    timeStamp - lastTap.timeStamp < doubleTapMs &&
    Math.hypot(x - lastTap.x, y - lastTap.y) < doubleTapPx
  lastTap = { timeStamp, x, y }
  press(event, isSecond)
}

function onMouseDown(event: MouseEvent): void {
  // A touch is followed by mouse events too.
  if (pointerType === 'mouse') press(event, event.detail > 1)
}

function onClick(event: MouseEvent): void {
  // Clicks that the keyboard or a script makes follow no press.
  if (!isStray || event.detail === 0) return
  event.preventDefault()
  event.stopPropagation()
  isStray = false
}

function onKeyDown(): void {
  isStray = false
}

/**
 * The second half of a double click lands on whatever the first has just opened, or laid bare by closing: it would close
 * a panel again, claim a shift or sign out. Ignores it, unless it presses the same control. Returns what stops that.
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

/** Whether the press under way is the second half of a double click whose first half pressed something else. */
export const isStrayPress = (): boolean => isStray
