import { expect, expectAccessible, goBack, holdRequests, test } from './test.ts'
import { makeFixture } from './fixture.ts'

/** The filter names a facility too. */
const shiftAt = (name: string) => ({ name: new RegExp(`^(?!Remove).*${name}`) })

test('renders the first page on the server, readable without scripts', async ({ browser, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Amber Hospice', startsAt: '2026-12-08T14:00:00Z' }])
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await signInAs(worker, page)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByText('1 open shift you may take')).toBeVisible()
  await expect(page.getByText('Amber Hospice')).toBeVisible()
  await context.close()
})

for (const [what, target, dialog] of [
  ['shift', { role: 'button', name: /Aspen Clinic/ }, 'Aspen Clinic'],
  ['day', { role: 'link', name: 'Every shift of December 8, 2026' }, 'Tuesday, December 8'],
] as const) {
  test(`shows a ${what} that was tapped before the scripts had loaded`, async ({ page, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [{ name: 'Aspen Clinic', startsAt: '2026-12-08T14:00:00Z' }])
    await signInAs(worker)
    const release = await holdRequests(page, /_next\/static\/.*\.js/)
    await page.goto('/?view=month&date=2026-12-01', { waitUntil: 'commit' })
    await page.getByRole(target.role, { name: target.name }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    release()
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
  })
}

test('shows the next month after two taps before the scripts had loaded', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const release = await holdRequests(page, /_next\/static\/.*\.js/)
  await page.goto('/?view=month&date=2026-12-01', { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Next month' }).dblclick()
  release()
  await expect(page).toHaveURL('/?view=month&date=2027-01-01')
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
})

test('browses months and weeks, and the back button goes back', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Birch Clinic', startsAt: '2026-12-08T14:00:00Z' },
    { name: 'Cedar Clinic', startsAt: '2027-01-12T14:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()

  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page).toHaveURL('/?view=month&date=2027-01-01')
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeHidden()

  await page.getByRole('button', { name: 'Week' }).click()
  await expect(page).toHaveURL('/?view=week&date=2027-01-01')
  await expect(page.getByRole('heading', { name: 'Dec 27 – Jan 2, 2027' })).toBeVisible()

  await goBack(page)
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await goBack(page)
  await expect(page.getByRole('heading', { name: 'December 2026' })).toBeVisible()
  await expect(page).toHaveURL('/?view=month&date=2026-12-01')
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
})

test('shows many shifts of a day as a count and few one by one', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Busy Hospital', startsAt: '2026-12-08T14:00:00Z', count: 9 },
    { name: 'Quiet Hospice', startsAt: '2026-12-10T14:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByText('10 open shifts you may take')).toBeVisible()
  await expect(page.getByRole('button', { name: /9 open.*at 1 facility/ })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Quiet Hospice'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Busy Hospital'))).toBeHidden()
})

test('lists all shifts of a day with hundreds, and renders only the rows in view', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Grand Medical Center', startsAt: '2026-12-08T14:00:00Z' },
  ])
  const [facility] = facilities
  await app.db.execute(
    `insert into shift (facility_id, profession, starts_at, ends_at)
     select ${facility?.id}, 'RN', '2026-12-08T15:00:00Z', '2026-12-08T23:00:00Z' from generate_series(1, 349)`,
  )
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: /350 open/ }).click()
  await expect(page).toHaveURL(/day=2026-12-08/)

  const panel = page.getByRole('dialog', { name: 'Tuesday, December 8' })
  await expect(panel.getByText('350 open shifts')).toBeVisible()
  const last = panel.locator('[aria-posinset="350"]')
  await expect(async () => {
    await panel.getByRole('region').evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight))
    await expect(last).toBeVisible({ timeout: 500 })
  }).toPass()
  expect(await panel.getByRole('listitem').count()).toBeLessThan(60)
  await expectAccessible(page)

  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page).toHaveURL('/?view=month&date=2026-12-01')
})

test('loads a long list page by page on request, to the last shift', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Long Roster', startsAt: '2026-12-08T06:00:00Z', count: 130 },
  ])
  await signInAs(worker)
  await page.goto('/?view=list&date=2026-12-01')
  const shifts = page.getByText('Long Roster')
  await expect(shifts).toHaveCount(100)
  const release = await holdRequests(page, /cursor/)
  await page.getByRole('button', { name: /Show more/ }).click()
  await expect(page.getByRole('button', { name: /Show more/ })).toBeDisabled()
  release()
  await expect(shifts).toHaveCount(130)
  await expect(page.getByRole('button', { name: /Show more/ })).toBeHidden()
})

test('shows an error if a day could not be counted, and counts it on request', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of 400 .*countEligibleByDay/)
  const { worker } = await makeFixture(app.db, [{ name: 'Iris Clinic', startsAt: '2026-12-08T14:00:00Z' }])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  const failure = { code: 'BAD_REQUEST', httpStatus: 400, path: 'shift.countEligibleByDay' }
  // Matches only the count of the day: the window of the month starts in November.
  const isCountOfDay = ({ pathname, search }: URL) =>
    pathname.includes(failure.path) && decodeURIComponent(search).includes('"from":"2026-12-08T06:00:00Z"')
  await page.route(isCountOfDay, async (route) => {
    const procedures = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? []
    const results: unknown[] = await (await route.fetch()).json()
    const json = results.map((result, n) =>
      procedures[n] === failure.path
        ? { error: { message: 'It was not counted.', code: -32600, data: failure } }
        : result,
    )
    await route.fulfill({ json, status: 207 })
  })
  await page.getByRole('link', { name: 'Every shift of December 8, 2026' }).click()
  const panel = page.getByRole('dialog', { name: 'Tuesday, December 8' })
  await expect(panel.getByText('Iris Clinic')).toBeVisible()
  await expect(panel.getByRole('alert')).toContainText('It was not counted.')

  await page.unroute(isCountOfDay)
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByText('1 open shift', { exact: true })).toBeVisible()
  await expect(panel.getByRole('alert')).toBeHidden()
})

test('restores view, date, filter and day panel from a shared link', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Wanted Clinic', startsAt: '2026-12-08T14:00:00Z' },
    { name: 'Other Clinic', startsAt: '2026-12-08T14:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto(`/?view=month&date=2026-12-01&facilities=${facilities[0]?.id}&day=2026-12-08`)
  const panel = page.getByRole('dialog', { name: 'Tuesday, December 8' })
  await expect(panel.getByText('Wanted Clinic')).toBeVisible()
  await expect(page.getByText('Other Clinic')).toBeHidden()
})

test('filters by facility, and keeps the filter in the address', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Maple House', startsAt: '2026-12-08T14:00:00Z' },
    { name: 'Willow House', startsAt: '2026-12-09T14:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('searchbox', { name: 'Find by name or city' }).fill('willow')
  await page.getByRole('checkbox', { name: 'Willow House' }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Show/ }).click()

  await expect(page).toHaveURL(`/?view=month&date=2026-12-01&facilities=${facilities[1]?.id}`)
  await expect(page.getByRole('button', shiftAt('Willow House'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Maple House'))).toBeHidden()
  await expect(page.getByText('1 open shift you may take')).toBeVisible()
})

test('goes back from a shift and from the filter to the calendar under them', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Fern Clinic', startsAt: '2027-01-12T14:00:00Z' },
    { name: 'Moss Clinic', startsAt: '2027-01-13T14:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: 'Next month' }).click()
  const january = '/?view=month&date=2027-01-01'
  const dialog = page.getByRole('dialog')

  await page.getByRole('button', shiftAt('Fern Clinic')).click()
  await expect(dialog).toBeVisible()
  await goBack(page)
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL(january)

  await page.getByRole('button', { name: 'Filters' }).click()
  await dialog.getByRole('checkbox', { name: 'Fern Clinic' }).check()
  await goBack(page)
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL(january)

  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Fern Clinic' })).not.toBeChecked()
  await dialog.getByRole('checkbox', { name: 'Moss Clinic' }).check()
  await dialog.getByRole('button', { name: /^Show/ }).click()
  await expect(page).toHaveURL(`${january}&facilities=${facilities[1]?.id}`)
  await goBack(page)
  await expect(page).toHaveURL(january)
  await expect(page.getByRole('button', { name: 'Remove Moss Clinic' })).toBeHidden()

  await page.getByRole('button', shiftAt('Moss Clinic')).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await goBack(page)
  await expect(page).toHaveURL('/?view=month&date=2026-12-01')
})

test('shows the details of a shift, and warns of an overlap with a claimed one', async ({
  page,
  app,
  signInAs,
}) => {
  const { makeShift } = await import('@shifts/testing/factories')
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Pacific Birth Center', timeZone: 'America/Los_Angeles', startsAt: '2026-12-09T07:00:00Z' },
  ])
  await makeShift(app.db, {
    facilityId: facilities[0]?.id ?? 0,
    startsAt: '2026-12-09T08:00:00Z',
    workerId: worker.id,
  })
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: /^11 PM.*Pacific Birth Center/ }).click()

  const dialog = page.getByRole('dialog', { name: 'Pacific Birth Center' })
  await expect(dialog.getByText(/It overlaps a shift that you already have/)).toBeVisible()
  await expect(dialog.getByText('Tue, Dec 8, 11 PM – 7 AM PST, until Wed, Dec 9')).toBeVisible()
  await expect(dialog.getByText('Wed, Dec 9, 1 AM – 9 AM CST')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

test('shows weekend and overnight shifts', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Saturday Ward', startsAt: '2026-12-12T14:00:00Z' },
    { name: 'Sunday Ward', startsAt: '2026-12-13T14:00:00Z' },
    { name: 'Night Ward', startsAt: '2026-12-15T05:00:00Z' },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByRole('button', shiftAt('Saturday Ward'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Sunday Ward'))).toBeVisible()
  // 11 PM to 7 AM is shown only on the day on which it starts.
  await expect(page.getByRole('button', shiftAt('Night Ward'))).toHaveCount(1)
  await expect(page.getByRole('cell', { name: /December 14/ }).getByText('Night Ward')).toBeVisible()
})

test('says that a period has no open shift, and offers the next one', async ({ page, app, signInAs }) => {
  const nextYear = new Date().getUTCFullYear() + 1
  const { worker } = await makeFixture(app.db, [
    { name: 'Later Clinic', startsAt: `${nextYear}-07-15T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto('/?view=month&date=2020-02-01')
  await expect(page.getByText('Nothing open here')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /Next open shift: .*Jul 15/ }).click()
  await expect(page).toHaveURL(`/?view=month&date=${nextYear}-07-15`)
  await expect(page.getByRole('button', shiftAt('Later Clinic'))).toBeVisible()
})

test('keeps showing the next open shift while it reloads', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Later Clinic', startsAt: `${new Date().getUTCFullYear() + 1}-07-15T14:00:00Z` },
  ])
  await page.clock.install()
  await signInAs(worker)
  await page.goto('/?view=month&date=2020-02-01')
  const next = page.getByRole('button', { name: /Next open shift/ })
  await expect(next).toBeVisible()

  const release = await holdRequests(page, /listEligible/)
  const reloads = page.waitForRequest(/listEligible/)
  await page.clock.runFor('01:01')
  await reloads
  await expect(next).toBeVisible()
  release()
  await page.unrouteAll({ behavior: 'wait' })
  await expect(next).toBeVisible()
})

test('dims past shifts', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Bygone Clinic', startsAt: '2020-02-12T14:00:00Z' }])
  await signInAs(worker)
  await page.goto('/?view=month&date=2020-02-01')
  await expect(page.locator('[data-past="true"]', { hasText: 'Bygone Clinic' })).toBeVisible()
  await page.getByRole('button', shiftAt('Bygone Clinic')).click()
  await expect(page.getByRole('dialog').getByText('This shift has already started.')).toBeVisible()
})

test('says why an inactive worker has no open shifts', async ({ page, app, signInAs }) => {
  const { makeWorker } = await import('@shifts/testing/factories')
  const worker = await makeWorker(app.db, { isActive: false })
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByText('Your account is not active')).toBeVisible()
})

for (const search of ['?view=year', '?date=2026-02-30', '?facilities=abc', '?facilities=1,,2']) {
  test(`shows an error for a broken link: ${search}`, async ({ page, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [])
    await signInAs(worker)
    await page.goto(`/${search}`)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    await page.getByRole('link', { name: 'Open the calendar' }).click()
    await expect(page.getByText(/you may take/)).toBeVisible()
  })
}

test('shows an error for a link with an unknown facility, and clears the filter on request', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of (404|207) .*countEligibleByDay/)
  const { worker } = await makeFixture(app.db, [{ name: 'Real Clinic', startsAt: '2026-12-08T14:00:00Z' }])
  await signInAs(worker)
  await page.goto('/?view=month&date=2026-12-01&facilities=99999999')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('There is no facility 99999999.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show every facility' }).click()
  await expect(page.getByRole('button', shiftAt('Real Clinic'))).toBeVisible()
})

for (const view of ['month', 'week', 'day', 'list']) {
  test(`has an accessible ${view}, light and dark, wide and narrow`, async ({ page, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [
      { name: 'Busy Hospital', startsAt: '2026-12-08T14:00:00Z', count: 8 },
      { name: 'Quiet Hospice', startsAt: '2026-12-10T14:00:00Z', timeZone: 'America/New_York' },
    ])
    await signInAs(worker)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(`/?view=${view}&date=2026-12-08`)
      await expect(page.getByText(/open shifts? you may take/)).toBeVisible()
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await expectAccessible(page)
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  })
}
