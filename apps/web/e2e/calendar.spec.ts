import { getDefaultFilter } from '@shifts/db'
import { makeShift, makeWorker } from '@shifts/testing/factories'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'
import { expect, expectAccessible, goBack, holdRequests, test } from './test.ts'

const year = nextYear('').slice(0, 4)
const [first, eighth, tenth, january] = [
  nextYear('06-01'),
  nextYear('06-08'),
  nextYear('06-10'),
  nextYear('07-13'),
]
const june = `/?view=month&date=${first}`
const july = `/?view=month&date=${nextYear('07-01')}`

test('renders the first page on the server, readable without scripts', async ({ browser, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Amber Hospice', startsAt: `${eighth}T14:00:00Z` }])
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  const page = await context.newPage()
  await signInAs(worker, page)
  await page.goto(june)
  await expect(page.getByText('1 you can take')).toBeVisible()
  await expect(page.getByText('Amber Hospice')).toBeVisible()
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await context.close()
})

for (const view of ['month', 'week', 'day']) {
  test(`shows a shift that was tapped before the scripts had loaded, in the ${view}`, async ({
    page,
    app,
    signInAs,
  }) => {
    const { worker } = await makeFixture(app.db, [
      { name: 'Alder Clinic', startsAt: `${eighth}T13:00:00Z` },
      { name: 'Aspen Clinic', startsAt: `${eighth}T14:00:00Z` },
    ])
    await signInAs(worker)
    const release = await holdRequests(page, /_next\/static\/.*\.js/)
    await page.goto(`/?view=${view}&date=${eighth}`, { waitUntil: 'commit' })
    await page.getByRole('button', shiftAt('Aspen Clinic')).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    release()
    await expect(page.getByRole('dialog', { name: 'Aspen Clinic' })).toBeVisible()
  })
}

test('opens at today, with the next shift in view', async ({ page, app, signInAs }) => {
  const soon = new Date(Date.now() + 26 * 3_600_000).toISOString()
  const { worker } = await makeFixture(app.db, [
    { name: 'Bygone Clinic', startsAt: new Date(Date.now() - 26 * 3_600_000).toISOString() },
    { name: 'Soon Clinic', startsAt: soon },
  ])
  await signInAs(worker)
  for (const size of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size)
    await page.goto('/')
    await expect(page.getByRole('button', { name: /^Claim .* at Soon Clinic/ })).toBeInViewport({ ratio: 1 })
    await expect(page.getByText('Bygone Clinic')).toBeHidden()
  }
})

test('browses months and weeks, and the back button goes back', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Birch Clinic', startsAt: `${eighth}T14:00:00Z` },
    { name: 'Cedar Clinic', startsAt: `${january}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(june)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()

  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page).toHaveURL(july)
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await expect(page).toHaveTitle(`July ${year} · Open Shifts`)
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toHaveCount(0)

  await page.getByRole('link', { name: 'Week' }).click()
  await expect(page).toHaveURL(july.replace('month', 'week'))
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toHaveCount(0)

  await goBack(page)
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await goBack(page)
  await expect(page.getByRole('heading', { name: `June ${year}` })).toBeVisible()
  await expect(page).toHaveURL(june)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
})

test('the tab is named after the period before the scripts run', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const titles = [
    [june, `June ${year}`],
    ['/my-shifts', 'My shifts'],
    ['/?view=year', 'This link does not work'],
  ] as const
  for (const [path, title] of titles) {
    const html = await (await page.request.get(path)).text()
    expect(html.match(/<title>[^<]*<\/title>/g)).toEqual([`<title>${title} · Open Shifts</title>`])
  }
})

test('shows on each day how many shifts can be taken, and from a day on its shifts', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Busy Hospital', startsAt: `${eighth}T14:00:00Z`, count: 9 },
    { name: 'Quiet Hospice', startsAt: `${tenth}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(june)
  await expect(page.getByText('10 you can take')).toBeVisible()
  await expect(page.getByRole('link', { name: /June 8, 9 shifts you can take/ })).toBeVisible()
  await page.getByRole('link', { name: /June 10, 1 shift you can take/ }).click()
  await expect(page).toHaveURL(`/?view=month&date=${tenth}`)
  await expect(page.getByRole('button', shiftAt('Quiet Hospice'))).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Busy Hospital'))).toHaveCount(0)
  await expect(page.getByRole('link', { name: /June 10/ })).toHaveAttribute('aria-current', 'date')
})

test('counts apart what clashes with a claimed shift, and hides it with one tap, from then on', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Clash Clinic', startsAt: `${eighth}T15:00:00Z` },
    { name: 'Free Clinic', startsAt: `${tenth}T15:00:00Z` },
  ])
  const facilityId = facilities[0]?.id ?? 0
  await makeShift(app.db, { facilityId, startsAt: `${eighth}T14:00:00Z`, workerId: worker.id })
  await signInAs(worker)
  await page.goto(june)
  await expect(page.getByText(/^1 you can take in \S+ · 1 clashes with yours/)).toBeVisible()
  await expect(page.getByText('Overlaps your shift')).toBeVisible()
  await expect(page.getByRole('link', { name: /June 8, 0 shifts you can take, 1 of yours/ })).toBeVisible()

  await page.getByRole('button', { name: 'Hide' }).click()
  await expect(page.getByText(/^1 you can take in \S+ · 1 clashes, hidden/)).toBeVisible()
  await expect(page.getByText('Overlaps your shift')).toBeHidden()
  await expect(page).toHaveURL(/fits=true/)
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByText('Overlaps your shift')).toBeVisible()

  const fits = page.getByRole('button', { name: 'Fits my shifts' })
  await expect.poll(() => getDefaultFilter(app.db, worker.id)).toEqual({ fitsAroundClaimed: false })
  await page.goto('/')
  await expect(fits).toHaveAttribute('aria-pressed', 'false')
  await app.db.execute(`delete from saved_filter where worker_id = ${worker.id}`)
  await page.goto('/')
  await expect(fits).toHaveAttribute('aria-pressed', 'true')
})

test('shows equal shifts of a facility as one card, and claims one of them', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Twin Clinic', startsAt: `${eighth}T14:00:00Z` },
  ])
  const facilityId = facilities[0]?.id ?? 0
  for (let n = 0; n < 2; n++) await makeShift(app.db, { facilityId, startsAt: `${eighth}T14:00:00Z` })
  await signInAs(worker)
  await page.goto(june)
  await expect(page.getByRole('button', shiftAt('Twin Clinic'))).toContainText('× 3')
  await page.getByRole('button', { name: /^Claim .* at Twin Clinic/ }).click()
  await expect(page.getByText('Yours: Twin Clinic')).toBeVisible()
  // The others overlap the claimed one now.
  await expect(page.getByText(/^0 you can take in \S+ · 2 clash with yours/)).toBeVisible()
})

test('loads a long agenda page by page, to the last shift', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Long Roster', startsAt: `${eighth}T06:00:00Z` },
  ])
  // Each of another length, so that none is like another.
  await app.db.execute(
    `insert into shift (facility_id, profession, starts_at, ends_at)
     select ${facilities[0]?.id}, 'RN', timestamptz '${eighth}T07:00:00Z' + n * interval '1 hour',
       timestamptz '${eighth}T12:00:00Z' + n * interval '61 minutes'
     from generate_series(1, 129) n`,
  )
  await signInAs(worker)
  await page.goto(`/?view=list&date=${first}`)
  const cards = page.getByRole('button', shiftAt('Long Roster'))
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    await expect(cards).toHaveCount(130, { timeout: 500 })
  }).toPass()
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden()
})

test('shows the first shift of a day that is chosen far down in the agenda', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Long Roster', startsAt: `${eighth}T06:00:00Z` },
  ])
  await app.db.execute(
    `insert into shift (facility_id, profession, starts_at, ends_at)
     select ${facilities[0]?.id}, 'RN', timestamptz '${eighth}T07:00:00Z' + n * interval '10 hours',
       timestamptz '${eighth}T12:00:00Z' + n * interval '10 hours'
     from generate_series(1, 40) n`,
  )
  await signInAs(worker)
  await page.goto(june)
  const cards = page.getByRole('button', shiftAt('Long Roster'))
  await expect(cards).toHaveCount(41)
  await cards.last().scrollIntoViewIfNeeded()
  await expect(cards.first()).not.toBeInViewport()
  await page.getByRole('link', { name: /June 10/ }).click()
  await expect(page.getByRole('heading', { name: /June 10/ })).toBeInViewport()
  await expect(cards.first()).toBeInViewport()
})

test('shows a week in columns by part of day, and how many more a group has', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Morning Clinic', startsAt: `${eighth}T13:00:00Z` },
    { name: 'Night Clinic', startsAt: `${eighth}T23:30:00Z`, count: 8 },
  ])
  await signInAs(worker)
  await page.goto(`/?view=week&date=${eighth}`)
  const day = page.getByRole('group', { name: 'Day', exact: true })
  const night = page.getByRole('group', { name: 'Night' })
  await expect(day.getByRole('button', shiftAt('Morning Clinic'))).toBeVisible()
  await expect(night.getByRole('button', shiftAt('Night Clinic'))).toHaveCount(5)
  await night.getByRole('button', { name: 'Night: 3 more shifts' }).click()
  await expect(page).toHaveURL(`/?view=day&date=${eighth}`)
  await expect(night.getByRole('button', shiftAt('Night Clinic'))).toHaveCount(8)
})

test('restores view, day and filter from a shared link', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Wanted Clinic', startsAt: `${eighth}T14:00:00Z` },
    { name: 'Other Clinic', startsAt: `${eighth}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(`/?view=day&date=${eighth}&facilities=${facilities[0]?.id}`)
  await expect(page.getByRole('button', shiftAt('Wanted Clinic'))).toBeVisible()
  await expect(page.getByText('Other Clinic')).toBeHidden()
})

test('goes back from a shift to the calendar under it', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Fern Clinic', startsAt: `${january}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto(june)
  await page.getByRole('link', { name: 'Next month' }).click()
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', shiftAt('Fern Clinic')).click()
  await expect(dialog).toBeVisible()
  await goBack(page)
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL(july)

  await page.getByRole('button', shiftAt('Fern Clinic')).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await goBack(page)
  await expect(page).toHaveURL(june)
})

test('leads from a shift to the next and the previous one of the list', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'First Clinic', startsAt: `${eighth}T14:00:00Z` },
    { name: 'Second Clinic', startsAt: `${tenth}T14:00:00Z` },
  ])
  await signInAs(worker)
  await page.goto(june)
  await page.getByRole('button', shiftAt('First Clinic')).click()
  await page.getByRole('dialog', { name: 'First Clinic' }).getByRole('button', { name: /Next/ }).click()
  await page
    .getByRole('dialog', { name: 'Second Clinic' })
    .getByRole('button', { name: /Previous/ })
    .click()
  await expect(page.getByRole('dialog', { name: 'First Clinic' })).toBeVisible()
})

test('says that a period has no open shift, and offers the next one', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Later Clinic', startsAt: `${january}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto('/?view=month&date=2020-02-01')
  await expect(page.getByText('Nothing you can take here.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Next open shift: .*Jul 13/ }).click()
  await expect(page).toHaveURL(`/?view=month&date=${january}`)
  await expect(page.getByRole('button', shiftAt('Later Clinic'))).toBeVisible()
})

test('shows only the worker’s own shifts on past days', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Bygone Clinic', startsAt: '2020-02-12T14:00:00Z' },
  ])
  const facilityId = facilities[0]?.id ?? 0
  await makeShift(app.db, { facilityId, startsAt: '2020-02-13T14:00:00Z', workerId: worker.id })
  await signInAs(worker)
  await page.goto('/?view=week&date=2020-02-12')
  const cards = page.getByRole('button', shiftAt('Bygone Clinic'))
  await expect(cards).toHaveCount(1)
  await cards.click()
  await expect(page.getByRole('dialog').getByText('You are assigned to this shift.')).toBeVisible()
})

test('says why an inactive worker has no open shifts', async ({ page, app, signInAs }) => {
  const worker = await makeWorker(app.db, { isActive: false })
  await signInAs(worker)
  await page.goto(june)
  await expect(page.getByText('Your account is not active')).toBeVisible()
})

for (const search of [
  '?view=year',
  '?date=2026-02-30',
  '?facilities=abc',
  '?facilities=1,,2',
  '?within=-1',
]) {
  test(`shows an error for a broken link: ${search}`, async ({ page, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [])
    await signInAs(worker)
    await page.goto(`/${search}`)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    await page.getByRole('link', { name: 'Open the calendar' }).click()
    await expect(page.getByText(/you can take/).first()).toBeVisible()
  })
}

test('shows an error for a link with an unknown facility, and clears the filter on request', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of (404|207) .*(countEligibleByDay|listEligible)/)
  const { worker } = await makeFixture(app.db, [{ name: 'Real Clinic', startsAt: `${eighth}T14:00:00Z` }])
  await signInAs(worker)
  await page.goto(`${june}&facilities=99999999`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Perhaps it was removed.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(page.getByRole('button', shiftAt('Real Clinic'))).toBeVisible()
})

for (const view of ['month', 'week', 'day', 'list']) {
  test(`has an accessible ${view}, wide and narrow`, async ({ page, app, signInAs }) => {
    const { worker, facilities } = await makeFixture(app.db, [
      { name: 'Busy Hospital', startsAt: `${eighth}T14:00:00Z`, count: 8 },
      { name: 'Quiet Hospice', startsAt: `${tenth}T14:00:00Z`, timeZone: 'America/New_York' },
    ])
    const facilityId = facilities[0]?.id ?? 0
    await makeShift(app.db, { facilityId, startsAt: `${eighth}T14:00:00Z`, workerId: worker.id })
    await signInAs(worker)
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 844 })
      await page.goto(`/?view=${view}&date=${eighth}`)
      await expect(page.getByText(/you can take/).first()).toBeVisible()
      await expectAccessible(page)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow).toBeLessThanOrEqual(0)
    }
  })
}
