import { makeFixture, nextYear, shiftAt } from './fixture.ts'
import { expect, test } from './test.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

const eighth = nextYear('06-08')

test('shows the week of the selected day as a strip, and the month on request', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Birch Clinic', startsAt: `${eighth}T14:00:00Z` },
    { name: 'Cedar Clinic', startsAt: `${nextYear('06-24')}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  await expect(page.getByRole('link', { name: /June 8, 1 shift you can take/ })).toBeVisible()
  await expect(page.getByRole('link', { name: /June 24/ })).toBeHidden()
  await page.getByRole('button', { name: 'Show the month' }).tap()
  await page.getByRole('link', { name: /June 24, 1 shift you can take/ }).tap()
  await expect(page).toHaveURL(`/?view=month&date=${nextYear('06-24')}`)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeHidden()
  // The month is a strip again, so that the agenda of the day is on the screen.
  await expect(page.getByRole('button', { name: 'Show the month' })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeInViewport()
})

test('a swipe over the strip leads to the next and the previous week', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  await page.goto(`/?view=month&date=${eighth}`)
  const strip = page.getByRole('list').filter({ has: page.getByRole('link', { name: /June 8/ }) })
  const touches = await page.context().newCDPSession(page)
  /** Moves a finger over the strip, by `distance` px to the right. */
  const swipe = async (distance: number) => {
    const box = await strip.boundingBox()
    if (!box) throw new Error('There is no strip.')
    const y = box.y + box.height / 2
    const from = box.x + box.width / 2 - distance / 2
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
      touches.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
    await send('touchStart', from)
    for (const part of [0.25, 0.5, 0.75, 1]) await send('touchMove', from + distance * part)
    await send('touchEnd')
  }
  await swipe(-150)
  await expect(page).toHaveURL(`/?view=month&date=${nextYear('06-15')}`)
})

test('starts a week at the selected day', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Birch Clinic', startsAt: `${nextYear('06-11')}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(`/?view=week&date=${nextYear('06-11')}`)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeInViewport({ ratio: 1 })
})
