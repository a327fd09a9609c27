import { makeFixture, nextYear, shiftAt } from './fixture.ts'
import { expect, test } from './test.ts'

const eighth = nextYear('06-08')
const year = eighth.slice(0, 4)

test('changes view and period by one key each', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  for (const [key, url] of [
    ['w', `/?view=week&date=${eighth}`],
    ['d', `/?view=day&date=${eighth}`],
    [']', `/?view=day&date=${nextYear('06-09')}`],
    ['[', `/?view=day&date=${eighth}`],
    ['l', `/?view=list&date=${eighth}`],
    ['m', `/?view=month&date=${eighth}`],
    [']', `/?view=month&date=${nextYear('07-01')}`],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page).toHaveURL(url)
  }
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await page.keyboard.press('t')
  await expect(page).not.toHaveURL(new RegExp(year))
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

test('leaves keys alone in a text field, and the page under a panel', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Maple House', startsAt: `${eighth}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  await page.keyboard.press('/')
  const panel = page.getByRole('dialog', { name: 'Filters' })
  await expect(panel).toBeVisible()
  await page.keyboard.press('w')
  await panel.getByRole('searchbox').first().fill('')
  await page.keyboard.type('twd')
  await expect(panel.getByRole('searchbox').first()).toHaveValue('twd')
  await expect(page).toHaveURL(`/?view=month&date=${eighth}`)
})

test('moves from day to day by the arrow keys, and each day has one tab stop', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Maple House', startsAt: `${eighth}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  const cell = page.getByRole('link', { name: /June 8,/ })
  await cell.focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('link', { name: /June 9,/ })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: /June 16,/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /June 17,/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/?view=month&date=${nextYear('06-17')}`)
})

test('undoes a claim by one key', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Maple House', startsAt: `${eighth}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  await page.getByRole('button', { name: /^Claim .* at Maple House/ }).press('Enter')
  await expect(page.getByText('Yours: Maple House')).toBeVisible()
  await page.keyboard.press('u')
  await expect(page.getByText('Given back: Maple House')).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Maple House'))).not.toContainText('Yours')
})

test('skips to the shifts', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
