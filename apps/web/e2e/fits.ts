import { expect, type Page } from '@playwright/test'

/**
 * Asserts that the layout of the page is intact: it does not scroll sideways, no text is cut off, no rows overlap, and
 * hours are displayed from left to right. `what` names the page in the error.
 */
export async function expectFits(page: Page, what: string): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  )
  // The content of a week or a day is positioned after it has been measured.
  await expect(async () => expect(await layoutErrors(page), what).toEqual([])).toPass({ timeout: 5_000 })
}

const layoutErrors = (page: Page) =>
  page.evaluate(() => {
    const errors: string[] = []
    const dialogs = [...document.querySelectorAll('dialog[open]')]
    const root = dialogs.at(-1) ?? document.body
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) errors.push(`the page is ${scrollWidth - clientWidth} px too wide`)

    // The browser has no layout of what is far from the visible part of the page.
    const isHidden = (element: Element) =>
      !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) ||
      getComputedStyle(element).clipPath !== 'none' ||
      getComputedStyle(element).clip !== 'auto'
    const name = (element: Element) => (element.textContent ?? '').trim().slice(0, 40)

    // Reports text that an element without scrolling cuts off.
    const checkIsVisible = (text: Text, parent: Element) => {
      const range = document.createRange()
      range.selectNodeContents(text)
      const rect = range.getBoundingClientRect()
      let [canScrollX, canScrollY] = [false, false]
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        if (isHidden(box)) return
        const { overflowX, overflowY } = getComputedStyle(box)
        const edge = box.getBoundingClientRect()
        if (/auto|scroll/.test(overflowX)) {
          // Only the columns of the calendar may scroll sideways.
          if (box.scrollWidth > box.clientWidth + 1 && !box.matches('[data-view]'))
            errors.push(`scrolls sideways: ${name(text.parentElement ?? box)}`)
          canScrollX = true
        }
        if (/auto|scroll/.test(overflowY)) canScrollY = true
        const isCutX =
          /hidden|clip/.test(overflowX) && (rect.right > edge.right + 1 || rect.left < edge.left - 1)
        const isCutY =
          /hidden|clip/.test(overflowY) && (rect.bottom > edge.bottom + 1 || rect.top < edge.top - 1)
        // The month shortens the names of claimed shifts; the agenda beside it has them in full.
        const isShortened = getComputedStyle(parent).textOverflow === 'ellipsis'
        if (!(isCutX && isShortened) && ((isCutX && !canScrollX) || (isCutY && !canScrollY)))
          errors.push(`cut off: ${text.data}`)
      }
      if (!canScrollX && (rect.right > innerWidth + 1 || rect.left < -1)) errors.push(`outside: ${text.data}`)
    }
    // Reports characters that are displayed left of the one before.
    const checkDirection = (text: Text) => {
      const range = document.createRange()
      let last: DOMRect | undefined
      for (let at = 0; at < text.data.length; at++) {
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const rect = range.getBoundingClientRect()
        if (last && rect.width > 0 && Math.abs(rect.top - last.top) < 3 && rect.left < last.left - 1)
          errors.push(`reads from right to left: ${text.data}`)
        if (rect.width > 0) last = rect
      }
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!(node instanceof Text) || !node.data.trim() || !parent || parent.closest('script, style')) continue
      if (dialogs.length > 0 ? isHidden(parent) : isHidden(parent) || parent.closest('dialog')) continue
      checkIsVisible(node, parent)
      if (/\d.* (AM|PM)/.test(node.data)) checkDirection(node)
    }

    for (const list of root.querySelectorAll('ul, dl')) {
      const rows = [...list.children].filter((row) => !isHidden(row))
      const inOrder = rows
        .map((row) => ({ row, ...row.getBoundingClientRect().toJSON() }))
        .toSorted((one, other) => one.top - other.top)
      for (const [n, { row, bottom }] of inOrder.entries()) {
        const next = inOrder[n + 1]
        if (next && next.top < bottom - 1) errors.push(`overlaps the next row: ${name(row)}`)
        const inside = [...row.querySelectorAll('*')].filter((part) => !isHidden(part))
        if (inside.some((part) => part.getBoundingClientRect().bottom > bottom + 1))
          errors.push(`is higher than its row: ${name(row)}`)
      }
    }
    return [...new Set(errors)]
  })
