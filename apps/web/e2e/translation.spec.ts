import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { nextYear, shiftAt, claimFor, makeFixture } from './fixture.ts'

/** Wraps every text of the page, and every later one, in elements, as the translation of Chrome does. */
const translate = (page: Page) =>
  page.evaluate(() => {
    const wrap = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      for (let node = root instanceof Text ? root : walker.nextNode(); node; node = walker.nextNode())
        if (node instanceof Text && node.data.trim() && !node.parentElement?.closest('font, script, style'))
          texts.push(node)
      for (const text of texts) {
        const [outer, inner] = [document.createElement('font'), document.createElement('font')]
        inner.append(text.data)
        outer.append(inner)
        text.replaceWith(outer)
      }
    }
    wrap(document.body)
    new MutationObserver((mutations) => {
      for (const { target, addedNodes } of mutations) {
        for (const added of addedNodes) wrap(added)
        if (target instanceof Text) wrap(target)
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })

test('keeps working in a browser that translates the page', async ({ page, app, allowConsole }) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Kelp Ward', startsAt: `${nextYear('06-08')}T14:00:00Z` },
    { name: 'Loam Ward', startsAt: `${nextYear('06-09')}T14:00:00Z`, count: 9 },
    { name: 'Moss Ward', startsAt: `${nextYear('07-13')}T14:00:00Z` },
  ])
  const colleague = await makeColleague()
  const event = (name: string) => page.getByRole('main').getByRole('button', shiftAt(name))
  const message = page.getByRole('status').filter({ hasText: /Ward/ })
  const expectOpen = (count: number) => expect(page.getByText(`${count} you can take`)).toBeVisible()

  await page.goto(`/sign-in?next=/?date=${nextYear('06-01')}`)
  await translate(page)
  const id = page.getByLabel(/sign in as/i)
  await id.fill('999999999')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await id.fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectOpen(10)

  // Claim, undo, claim, give back
  await event('Kelp Ward').click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(message).toContainText('Yours: Kelp Ward')
  await expectOpen(9)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectOpen(10)
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await event('Kelp Ward').click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expectOpen(9)
  await page.goto('/my-shifts')
  await translate(page)
  await page.getByRole('button', { name: /^Give back/ }).click()
  await expect(page.getByText(/You have no shift/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/Kelp Ward/])
  await page.getByRole('button', { name: 'Show earlier shifts' }).click()
  await expect(page.getByText('You have no earlier shift.')).toBeVisible()
  await page.getByRole('button', { name: /^Give back/ }).click()
  await expect(page.getByText(/You have no shift/)).toBeVisible()
  await page.goto(`/?date=${nextYear('06-01')}`)
  await translate(page)
  await expectOpen(10)

  // Live updates in the agenda of a day
  await page.getByRole('link', { name: /June 9, 9 shifts you can take/ }).click()
  const panel = page.getByRole('dialog')
  await expect(event('Loam Ward')).toHaveCount(9)
  await claimFor(app.db, colleague, shifts[1] ?? { id: 0 })
  await expect(page.getByRole('link', { name: /June 9, 8 shifts you can take/ })).toBeVisible()
  await expect(event('Loam Ward')).toHaveCount(8)
  await event('Loam Ward').first().click()
  const dialog = page.getByRole('dialog', { name: 'Loam Ward' })
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
  await claimFor(app.db, await makeColleague(), shifts[2] ?? { id: 0 })
  await expect(dialog.getByRole('alert')).toHaveText(
    'Somebody else has this shift. It opens again if they give it back.',
  )
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expectOpen(8)
  await page.getByRole('link', { name: /June 1,/ }).click()
  await expect(event('Kelp Ward')).toHaveCount(1)
  await claimFor(app.db, colleague, shifts[0] ?? { id: 0 })
  await expectOpen(7)
  await expect(event('Kelp Ward')).toHaveCount(0)

  // The filter and all views
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Find by name or city').fill('Mo')
  await expect(panel.getByText('1 facility')).toBeVisible()
  await panel.getByText('Moss Ward').click()
  await panel.getByRole('button', { name: /^Show/ }).click()
  await expect(page.getByText('Nothing you can take here')).toBeVisible()
  await page.getByRole('link', { name: /Next open shift/ }).click()
  await expect(page.getByRole('heading', { name: /July/, level: 2 })).toBeVisible()
  await expectOpen(1)
  for (const view of ['Week', 'Day', 'List', 'Month']) {
    await page.getByRole('link', { name: view, exact: true }).click()
    await expectOpen(1)
    await expect(event('Moss Ward')).toBeVisible()
  }
  await page.getByRole('link', { name: 'Previous month' }).click()
  await expect(page.getByText('Nothing you can take here')).toBeVisible()
  await page.getByRole('link', { name: 'Clear the filter' }).click()
  await expectOpen(7)

  // Offline and online again
  await page.context().setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
  expect(errors).toEqual([])
})
