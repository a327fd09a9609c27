import type { Page } from '@playwright/test'
import { getDefaultFilter } from '@shifts/db'
import { makeShift } from '@shifts/testing/factories'
import { expectFits } from './fits.ts'
import { claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'
import { expect, expectAccessible, goBack, holdEach, test } from './test.ts'
import type { App } from './app.ts'

const month = `/?view=month&date=${nextYear('06-01')}`
const at = (day: number, utcHour: number) =>
  new Date(Date.parse(nextYear('06-01')) + ((day - 1) * 24 + utcHour) * 3_600_000).toISOString()

/** In Chicago: a day of eight hours at 8 AM, an evening at 2 PM, a night at 8 PM, on three days in a row. */
const rosters = [
  { name: 'Lakeside Clinic', startsAt: at(8, 13) },
  { name: 'Heron Springs', startsAt: at(9, 19) },
  { name: 'Harbor Ward', startsAt: at(11, 1) },
]
const names = rosters.map(({ name }) => name)

const chicago = { latitude: 41.88, longitude: -87.63 }
const places = [
  { city: 'Chicago', state: 'IL', latitude: 41.9, longitude: -87.65 },
  { city: 'Evanston', state: 'IL', latitude: 42.05, longitude: -87.69 },
  { city: 'Boston', state: 'MA', latitude: 42.36, longitude: -71.06 },
]

/** The facilities of `rosters` in their cities, and a worker whose home is not known. */
async function makePlaces(app: App) {
  const fixture = await makeFixture(app.db, rosters)
  for (const [n, { city, state, latitude, longitude }] of places.entries())
    await app.db.execute(
      `update facility set city = '${city}', state = '${state}', latitude = ${latitude}, longitude = ${longitude}
       where id = ${fixture.facilities[n]?.id}`,
    )
  return fixture
}

const setHome = (app: App, worker: { id: number }) =>
  app.db.execute(
    `update worker set home_latitude = ${chicago.latitude}, home_longitude = ${chicago.longitude} where id = ${worker.id}`,
  )

/** Asserts which of the facilities have a shift on the calendar. */
async function expectShown(page: Page, ...shown: string[]): Promise<void> {
  const calendar = page.getByRole('main')
  for (const name of names) {
    const shifts = calendar.getByRole('button', { name: new RegExp(`^\\d.*${name}`) })
    await expect(shifts).toHaveCount(shown.includes(name) ? 1 : 0)
  }
}

const filterOf = (page: Page) => {
  const { searchParams } = new URL(page.url())
  return Object.fromEntries([...searchParams].filter(([name]) => !['view', 'date'].includes(name)))
}

const bar = (page: Page) => page.getByRole('group', { name: 'Filter the shifts' })
const panel = (page: Page) => page.getByRole('dialog', { name: 'Filters' })
const openPanel = (page: Page) => page.getByRole('button', { name: 'Filters' }).click()
const show = (page: Page, count: number) =>
  panel(page)
    .getByRole('button', { name: count === 1 ? 'Show 1 shift' : `Show ${count} shifts`, exact: true })
    .click()

test('filters by the part of the day, at once and in the address', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  await expectShown(page, ...names)
  const evening = bar(page).getByRole('button', { name: 'Evening' })
  await evening.click()
  await expect(evening).toHaveAttribute('aria-pressed', 'true')
  await expectShown(page, 'Heron Springs')
  expect(filterOf(page)).toEqual({ part: 'evening' })

  await bar(page).getByRole('button', { name: 'Day' }).click()
  await expectShown(page, 'Lakeside Clinic', 'Heron Springs')
  expect(filterOf(page)).toEqual({ part: 'day,evening' })
  await page.reload()
  await expect(evening).toHaveAttribute('aria-pressed', 'true')
  await expectShown(page, 'Lakeside Clinic', 'Heron Springs')

  await evening.click()
  await bar(page).getByRole('button', { name: 'Day' }).click()
  expect(filterOf(page)).toEqual({})
  await expectShown(page, ...names)
})

test('filters by weekday and length in the panel, which counts every choice', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makePlaces(app)
  const [facility = { id: 0 }] = facilities
  await makeShift(app.db, { facilityId: facility.id, startsAt: at(15, 13), endsAt: at(16, 1) })
  await signInAs(worker)
  await page.goto(month)
  const weekday = (day: number) =>
    new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' }).format(new Date(at(day, 0)))
  await openPanel(page)
  const choice = (name: string) => panel(page).getByRole('checkbox', { name })
  await expect(panel(page).getByRole('button', { name: 'Show 4 shifts' })).toBeVisible()
  await expect(choice(`${weekday(8)} 2 shifts`)).toBeVisible()
  await expect(choice(`${weekday(10)} 1 shift`)).toBeVisible()
  await expect(choice('Night 1 shift')).toBeVisible()

  await choice(weekday(8)).check()
  await choice(weekday(9)).check()
  await expect(choice('Night 0 shifts')).toBeVisible()
  await expect(panel(page).getByRole('button', { name: 'Show 3 shifts' })).toBeVisible()
  await panel(page).getByLabel('At least').selectOption('8 h')
  await panel(page).getByLabel('At most').selectOption('10 h')
  await show(page, 2)
  await expect(panel(page)).toBeHidden()
  await expectShown(page, 'Lakeside Clinic', 'Heron Springs')
  const { days, ...others } = filterOf(page)
  expect(days?.split(',').toSorted()).toEqual(
    [weekday(8), weekday(9)].map((name) => name.toLowerCase()).toSorted(),
  )
  expect(others).toEqual({ min: '8', max: '10' })

  await bar(page).getByRole('button', { name: 'Remove 8–10 h' }).click()
  await expect(bar(page).getByRole('button', { name: 'Filters 1 on' })).toBeFocused()
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await expect(page.getByRole('main').getByRole('button', shiftAt('Lakeside Clinic'))).toHaveCount(2)
  expect(filterOf(page)).toEqual({})
})

test('filters by the distance from the worker’s home', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await setHome(app, worker)
  await signInAs(worker)
  await page.goto(month)
  await bar(page).getByRole('button', { name: 'Within 25 mi' }).click()
  await expectShown(page, 'Lakeside Clinic', 'Heron Springs')
  expect(filterOf(page)).toEqual({ within: '25' })

  await openPanel(page)
  await expect(panel(page).getByText('Near Chicago, IL')).toBeVisible()
  await expect(panel(page).getByRole('radio', { name: 'Any 3 shifts' })).toBeVisible()
  await expect(panel(page).getByRole('radio', { name: '5 mi 1 shift', exact: true })).toBeVisible()
  await panel(page).getByRole('radio', { name: '5 mi 1 shift', exact: true }).check()
  await show(page, 1)
  await expectShown(page, 'Lakeside Clinic')
  expect(filterOf(page)).toEqual({ within: '5' })
  await bar(page).getByRole('button', { name: 'Within 5 mi', pressed: true }).click()
  await expectShown(page, ...names)
  expect(filterOf(page)).toEqual({})
})

test('asks for the home before it filters by distance', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  const near = bar(page).getByRole('button', { name: 'Within 25 mi' })
  const home = page.getByRole('dialog', { name: 'My home' })
  await near.click()
  await expect(home.getByText('Your home is not set.')).toBeVisible()
  await goBack(page)
  await expect(home).toBeHidden()
  await expect(near).toHaveAttribute('aria-pressed', 'false')
  expect(filterOf(page)).toEqual({})

  await near.click()
  await home.getByRole('searchbox', { name: 'Find your city' }).fill('il chica')
  await expect(home.getByText('1 city')).toBeVisible()
  await expectAccessible(page)
  await home.getByRole('button', { name: 'Chicago, IL' }).click()
  await expect(home).toBeHidden()
  await expectShown(page, 'Lakeside Clinic', 'Heron Springs')
  expect(filterOf(page)).toEqual({ within: '25' })
  const { rows } = await app.db.execute(`select home_latitude from worker where id = ${worker.id}`)
  expect(rows).toEqual([{ home_latitude: 41.9 }])
})

test('sets the home, but not the filter, if the panel was closed before', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  await bar(page).getByRole('button', { name: 'Within 25 mi' }).click()
  const home = page.getByRole('dialog', { name: 'My home' })
  const setting = await holdEach(page, /worker\.setHome/)
  await home.getByRole('button', { name: 'Chicago, IL' }).click()
  const request = await setting.next()
  await page.keyboard.press('Escape')
  await expect(home).toBeHidden()
  await openPanel(page)
  await request.continue()
  await expect(panel(page).getByText('Near Chicago, IL')).toBeVisible()
  await expect(panel(page)).toBeVisible()
  expect(filterOf(page)).toEqual({})
})

test('sets the home in the panel, and forgets it', async ({ page, app, signInAs, allowConsole }) => {
  // What is measured from a home that is not known is refused.
  allowConsole(/status of 400/, /status of 207/)
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  await openPanel(page)
  await panel(page).getByRole('radio', { name: '10 mi' }).click()
  const home = page.getByRole('dialog', { name: 'My home' })
  await home.getByRole('button', { name: 'Boston, MA' }).click()
  await expect(panel(page).getByText('Near Boston, MA')).toBeVisible()
  await expect(panel(page).getByRole('radio', { name: '10 mi' })).toBeChecked()
  await show(page, 1)
  await expectShown(page, 'Harbor Ward')

  await openPanel(page)
  await panel(page).getByRole('button', { name: 'Change' }).click()
  await home.getByRole('button', { name: 'Forget my home' }).click()
  await expect(home.getByText('Your home is not set.')).toBeVisible()
  await home.getByRole('button', { name: 'Close' }).click()
  await panel(page).getByRole('button', { name: 'Close' }).click()
  await expect(bar(page).getByRole('note')).toContainText('Distance is measured from your home')
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await expectShown(page, ...names)
})

test.describe('where the browser knows the location', () => {
  test.use({ geolocation: { latitude: 42.0512, longitude: -87.6878 }, permissions: ['geolocation'] })

  test('sets the home to it, rounded', async ({ page, app, signInAs }) => {
    const { worker } = await makePlaces(app)
    await signInAs(worker)
    await page.goto(month)
    await bar(page).getByRole('button', { name: 'Within 25 mi' }).click()
    await page.getByRole('button', { name: 'Use my location' }).click()
    await expectShown(page, 'Lakeside Clinic', 'Heron Springs')
    const { rows } = await app.db.execute(
      `select home_latitude, home_longitude from worker where id = ${worker.id}`,
    )
    expect(rows).toEqual([{ home_latitude: 42.05, home_longitude: -87.69 }])
  })
})

test('says why the location is not used if the person does not allow it', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (_found, refused) =>
      refused?.({ code: 1, message: '', PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 })
  })
  await signInAs(worker)
  await page.goto(month)
  await bar(page).getByRole('button', { name: 'Within 25 mi' }).click()
  await page.getByRole('button', { name: 'Use my location' }).click()
  await expect(page.getByText('Your browser does not let this page see your location.')).toBeVisible()
})

test('filters by what fits the worker’s own shifts, and by rest', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makePlaces(app)
  const [, , harbor = { id: 0 }] = facilities
  // Overlaps the evening at Heron Springs, and ends two hours before the next at Lakeside Clinic.
  const own = await makeShift(app.db, { facilityId: harbor.id, startsAt: at(9, 16) })
  await makeShift(app.db, { facilityId: facilities[0]?.id ?? 0, startsAt: at(10, 2) })
  await claimFor(app.db, worker, own)
  await signInAs(worker)
  await page.goto(month)
  const fits = bar(page).getByRole('button', { name: 'Fits my shifts' })
  const lakeside = page.getByRole('main').getByRole('button', { name: /^\d.*Lakeside Clinic/ })
  const heron = page.getByRole('main').getByRole('button', { name: /^\d.*Heron Springs/ })
  await expect(lakeside).toHaveCount(2)
  await expect(heron).toHaveCount(1)
  await fits.click()
  await expect(heron).toHaveCount(0)
  await expect(lakeside).toHaveCount(2)
  expect(filterOf(page)).toEqual({ fits: 'true' })

  await openPanel(page)
  await panel(page).getByLabel('Rest before and after').selectOption('10 h')
  await show(page, 2)
  await expect(lakeside).toHaveCount(1)
  expect(filterOf(page)).toEqual({ fits: 'true', rest: '10' })
  await expect(bar(page).getByRole('button', { name: 'Remove 10 h rest' })).toBeVisible()
  await fits.click()
  await expect(heron).toHaveCount(1)
  expect(filterOf(page)).toEqual({})
})

test('finds facilities by words of name and city in any order', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makePlaces(app)
  await setHome(app, worker)
  await signInAs(worker)
  await page.goto(month)
  await openPanel(page)
  const rows = panel(page).getByRole('listitem')
  await expect(rows).toHaveText([
    /Lakeside Clinic.*Chicago, IL.*2 mi/,
    /Heron Springs/,
    /Harbor Ward.*849 mi/,
  ])
  const search = panel(page).getByRole('searchbox', { name: 'Find by name or city' })
  await search.fill('chicago lake')
  await expect(rows).toHaveCount(1)
  await rows.getByRole('checkbox', { name: 'Lakeside Clinic' }).check()
  await search.fill('boston')
  await expect(rows).toHaveText([/Lakeside Clinic/, /Harbor Ward/])
  await show(page, 1)
  await expectShown(page, 'Lakeside Clinic')
  expect(filterOf(page)).toEqual({ facilities: String(facilities[0]?.id) })
  await expect(bar(page).getByRole('button', { name: 'Remove Lakeside Clinic' })).toBeVisible()

  await openPanel(page)
  await expect(rows.first()).toContainText('Lakeside Clinic')
  await panel(page).getByRole('checkbox', { name: 'Harbor Ward' }).check()
  await show(page, 2)
  await bar(page).getByRole('button', { name: 'Remove 2 facilities' }).click()
  await expectShown(page, ...names)
})

test('counts the shifts of each facility in view, and of no other', async ({ page, app, signInAs }) => {
  const many = Array.from({ length: 40 }, (_, n) => ({ name: `Ward ${n + 10}`, startsAt: at(8, 13) }))
  const { worker } = await makeFixture(app.db, [
    { ...many[0], name: 'Ward 01', startsAt: at(8, 13), count: 3 },
    ...many,
  ])
  await signInAs(worker)
  const counted = new Set<string>()
  page.on('request', (request) => {
    const ids = decodeURIComponent(request.url()).matchAll(/"facilityIds":\[(\d+)\]/g)
    for (const [, id = ''] of ids) counted.add(id)
  })
  await page.goto(month)
  await openPanel(page)
  const facility = (name: string) => panel(page).getByRole('checkbox', { name })
  const name = panel(page).getByText('Ward 01')
  await name.scrollIntoViewIfNeeded()
  const before = await name.boundingBox()
  await expect(facility('Ward 01')).toHaveAccessibleName(/3 shifts$/)
  expect(await name.boundingBox()).toEqual(before)
  expect(counted.size).toBeGreaterThan(0)
  expect(counted.size).toBeLessThan(20)

  await facility('Ward 49').scrollIntoViewIfNeeded()
  await expect(facility('Ward 49')).toHaveAccessibleName(/1 shift$/)
  expect(counted.size).toBeLessThan(40)
})

test('measures from the place of a shared link, in words', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(`${month}&within=10&near=42.36,-71.06`)
  await expectShown(page, 'Harbor Ward')
  await bar(page).getByRole('button', { name: 'Remove Near Boston, MA' }).click()
  await expectShown(page, ...names)
  expect(filterOf(page)).toEqual({})
})

test('refuses the address of a malformed filter', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  for (const malformed of ['part=morning', 'days=', 'min=25', 'rest=10', 'near=1,2', 'within=far']) {
    await page.goto(`${month}&${malformed}`)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  }
})

test('saves the latest filter as the default, and says nothing if that fails', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED/)
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  const saved = () => getDefaultFilter(app.db, worker.id)
  const saving = await holdEach(page, /filter\.setDefault/)
  for (const part of ['Day', 'Evening', 'Night']) await bar(page).getByRole('button', { name: part }).click()
  await (await saving.next()).continue()
  await (await saving.next()).continue()
  await expect.poll(saved).toEqual({ partsOfDay: ['day', 'evening', 'night'] })

  await bar(page).getByRole('button', { name: 'Fits my shifts' }).click()
  await (await saving.next()).abort()
  await expectShown(page, ...names)
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  await bar(page).getByRole('button', { name: 'Clear' }).click()
  await (await saving.next()).continue()
  await expect.poll(saved).toEqual({ fitsAroundClaimed: false })
})

test('the draft of a panel that is left is not applied', async ({ page, app, signInAs }) => {
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  await openPanel(page)
  await panel(page).getByRole('checkbox', { name: 'Night' }).check()
  await goBack(page)
  await expect(panel(page)).toBeHidden()
  await expectShown(page, ...names)
  expect(filterOf(page)).toEqual({})

  await openPanel(page)
  await expect(panel(page).getByRole('checkbox', { name: 'Night' })).not.toBeChecked()
  await panel(page).getByRole('checkbox', { name: 'Night' }).check()
  await show(page, 1)
  await openPanel(page)
  await panel(page).getByRole('button', { name: 'Clear' }).click()
  await show(page, 3)
  await expectShown(page, ...names)
})

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]) {
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport })

    test('bar and panel are accessible and fit', async ({ page, app, signInAs }) => {
      const { worker, facilities } = await makePlaces(app)
      await setHome(app, worker)
      await signInAs(worker)
      const ids = facilities.map(({ id }) => id).join()
      await page.goto(
        `${month}&part=day,night&days=mon,tue,sat&min=4&max=12&within=25&fits=true&rest=8&facilities=${ids}`,
      )
      await expect(bar(page).getByRole('button', { name: 'Filters 4 on' })).toBeVisible()
      await expect(bar(page).getByRole('button', { name: 'Remove 3 facilities' })).toBeAttached()
      await expectFits(page, 'bar')
      await expectAccessible(page)
      await openPanel(page)
      await expect(panel(page).getByRole('listitem')).toHaveCount(3)
      await expect(panel(page).getByRole('radio', { name: /^100 mi \d/ })).toBeVisible()
      await expectFits(page, 'panel')
      await expectAccessible(page)
    })
  })
}

test('says that the panel is not loaded if it is first opened offline, and shows it once online', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/)
  const { worker } = await makePlaces(app)
  await signInAs(worker)
  await page.goto(month)
  await page.context().setOffline(true)
  await openPanel(page)
  await expect(panel(page).getByText('this has not been loaded yet')).toBeVisible()
  await page.context().setOffline(false)
  await expect(panel(page).getByRole('button', { name: /^Show 3/ })).toBeVisible()
})
