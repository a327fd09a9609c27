import { makeShift } from '@shifts/db/factories'
import { expect, expectAccessible, holdRequests, test } from './test.ts'
import { startApp } from './app.ts'
import { ahead, claimFor, makeWorld, releaseFor } from './world.ts'

const month = `/?view=month&date=${ahead('06-01')}`
const at = (monthAndDay: string) => `${ahead(monthAndDay)}T14:00:00Z`

test('shows at once, without a reload, what somebody else has taken', async ({
  page,
  app,
  signInAs,
  browser,
}) => {
  const { worker, makeColleague } = await makeWorld(app.db, [
    { name: 'Alder Ward', startsAt: at('06-08') },
    { name: 'Beech Ward', startsAt: at('06-09') },
  ])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await expect(page.getByRole('button', { name: /Alder Ward/ })).toBeVisible()
  // It needs no question of its own to know that the shift is gone.
  const release = await holdRequests(page, /listEligible|countEligible/)

  const theirs = await browser.newContext({
    baseURL: app.url,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
  })
  const theirPage = await theirs.newPage()
  await signInAs(await makeColleague(), theirPage)
  await theirPage.goto(month)
  await theirPage.getByRole('button', { name: /Alder Ward/ }).click()
  await theirPage.getByRole('button', { name: 'Claim this shift' }).click()

  await expect(page.getByRole('button', { name: /Alder Ward/ })).toBeHidden()
  await expect(page.getByText('1 open shift you may take')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '1 shift no longer open.' })).toBeAttached()
  release()
  await expect(page.getByRole('button', { name: /Beech Ward/ })).toBeVisible()

  await theirPage.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: /Alder Ward/ })).toBeVisible()
  await expect(page.getByText('2 open shifts you may take')).toBeVisible()
  await theirs.close()
})

test('keeps two tabs of one worker the same', async ({ page, app, signInAs }) => {
  const { worker } = await makeWorld(app.db, [{ name: 'Cherry Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  const other = await page.context().newPage()
  const watches = other.waitForResponse(/shift\.watch/)
  await other.goto(month)
  await watches
  const own = other.locator('[data-own="true"]', { hasText: 'Cherry Ward' })

  await page.getByRole('button', { name: /Cherry Ward/ }).click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(own).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(own).toBeHidden()
  await expect(other.getByRole('button', { name: /Cherry Ward/ })).toBeVisible()
})

test('shows as its own what another tab claims while one looks at it', async ({ page, app, signInAs }) => {
  const { worker } = await makeWorld(app.db, [{ name: 'Dahlia Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  const other = await page.context().newPage()
  const watches = other.waitForResponse(/shift\.watch/)
  await other.goto(month)
  await watches
  await other.getByRole('button', { name: /Dahlia Ward/ }).click()
  const dialog = other.getByRole('dialog', { name: 'Dahlia Ward' })
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()

  await page.getByRole('button', { name: /Dahlia Ward/ }).click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(dialog.getByText(/^Yours since/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
})

test('tells each time that a shift is gone, also in the same words', async ({ page, app, signInAs }) => {
  const { worker, shifts, makeColleague } = await makeWorld(app.db, [
    { name: 'Elder Ward', startsAt: at('06-08') },
    { name: 'Fern Ward', startsAt: at('06-16') },
  ])
  const colleague = await makeColleague()
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  for (const shift of shifts) {
    await claimFor(app.db, colleague, shift)
    const told = page.getByRole('status').getByText('1 shift no longer open.')
    await expect(told).toBeAttached()
    await expect(told).toHaveCount(0)
  }
})

test('does not take back what it was told long ago, when it comes back', async ({
  page,
  app,
  signInAs,
}, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  const { worker, shifts, makeColleague } = await makeWorld(app.db, [
    { name: 'Guava Ward', startsAt: at('06-08') },
    { name: 'Hawthorn Ward', startsAt: at('06-16') },
  ])
  const [coming = { id: 0 }, going = { id: 0 }] = shifts
  const colleague = await makeColleague()
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  const guava = page.getByRole('button', { name: /Guava Ward/ })
  await claimFor(app.db, colleague, coming)
  await expect(guava).toBeHidden()
  await releaseFor(app.db, colleague, coming)
  await expect(guava).toBeVisible()

  await page.context().setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await claimFor(app.db, colleague, going)
  await holdRequests(page, /listEligible|countEligible/)
  await page.context().setOffline(false)
  await expect(page.getByRole('button', { name: /Hawthorn Ward/ })).toBeHidden()
  await expect(guava).toBeVisible()
  await expect(page.getByText('1 open shift you may take')).toBeVisible()
})

test('leads to the sign-in when the session has ended while one watches', async ({
  page,
  app,
  signInAs,
}, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  const { worker, facilities } = await makeWorld(app.db, [{ name: 'Ironwood Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await page.context().clearCookies()
  await makeShift(app.db, { facilityId: facilities[0]?.id ?? 0, startsAt: at('06-20') })
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(month)}`)
})

test('shows what facilities post and switch off', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeWorld(app.db, [{ name: 'Ebony Ward', startsAt: at('06-08') }])
  const [facility = { id: 0 }] = facilities
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await makeShift(app.db, { facilityId: facility.id, startsAt: at('06-20') })
  await expect(page.getByRole('button', { name: /Ebony Ward/ })).toHaveCount(2)
  await app.db.execute(`update facility set is_active = false where id = ${facility.id}`)
  await expect(page.getByText('0 open shifts you may take')).toBeVisible()
  await expect(page.getByRole('button', { name: /Ebony Ward/ })).toHaveCount(0)
})

test('says that it is offline, and catches up', async ({ page, app, signInAs }, testInfo) => {
  testInfo.annotations.push({ type: 'expects console errors' })
  const { worker, facilities } = await makeWorld(app.db, [{ name: 'Gum Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await page.context().setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await expectAccessible(page)
  await makeShift(app.db, { facilityId: facilities[0]?.id ?? 0, startsAt: at('06-20') })
  await page.context().setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
  await expect(page.getByRole('button', { name: /Gum Ward/ })).toHaveCount(2)
})

test.describe('when the server restarts', () => {
  test.use({ baseURL: undefined })

  test('says that it reconnects, shows what has happened meanwhile, and goes on watching', async ({
    page,
    signInAs,
  }, testInfo) => {
    testInfo.annotations.push({ type: 'expects console errors' })
    const app = await startApp()
    try {
      const { worker, shifts, makeColleague } = await makeWorld(app.db, [
        { name: 'Hickory Ward', startsAt: at('06-08') },
        { name: 'Ivy Ward', startsAt: at('06-09') },
      ])
      await signInAs(worker, page)
      const watches = page.waitForResponse(/shift\.watch/)
      await page.goto(app.url + month)
      await watches
      await expect(page.getByRole('button', { name: /Hickory Ward/ })).toBeVisible()

      const colleague = await makeColleague()
      await app.stopWeb()
      await expect(page.getByText('Reconnecting…')).toBeVisible()
      await claimFor(app.db, colleague, shifts[0] ?? { id: 0 })
      await app.startWeb()
      await expect(page.getByText('Reconnecting…')).toBeHidden()
      await expect(page.getByRole('button', { name: /Hickory Ward/ })).toBeHidden()
      await expect(page.getByRole('button', { name: /Ivy Ward/ })).toBeVisible()

      await holdRequests(page, /listEligible|countEligible/)
      await claimFor(app.db, colleague, shifts[1] ?? { id: 0 })
      await expect(page.getByRole('button', { name: /Ivy Ward/ })).toBeHidden()
    } finally {
      await app.close()
    }
  })
})
