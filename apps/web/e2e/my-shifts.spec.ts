import type { Page } from '@playwright/test'
import { claimActions, claimedBy, claimFor, makeFixture, nextYear } from './fixture.ts'
import { hourOf, makeAssigned, sundayFrom } from './myShifts.ts'
import { expect, expectAccessible, goBack, holdEach, test } from './test.ts'

const at = (monthAndDay: string) => `${nextYear(monthAndDay)}T14:00:00Z`
const sunday = sundayFrom(nextYear('06-01'))
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()

const items = (page: Page) => page.getByRole('main').getByRole('listitem')
const giveBack = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^Give back .* at ${name}`) })

test('shows a shift that was claimed on the calendar, complete in the server’s HTML', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Birch Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(`/?date=${nextYear('06-01')}`)
  await page.getByRole('button', { name: /^Claim .* at Birch Ward/ }).click()
  await expect(page.getByText('Yours: Birch Ward')).toBeVisible()
  await page.getByRole('link', { name: 'My shifts', exact: true }).click()
  await expect(page).toHaveURL('/my-shifts')
  await expect(page.getByRole('link', { name: 'My shifts' })).toHaveAttribute('aria-current', 'page')
  await expect(items(page)).toHaveText([/Birch Ward/])
  const html = await (await page.request.get('/my-shifts')).text()
  expect(html).toMatch(/Next shift.*Birch Ward.*8 h/s)
})

test('gives a shift back from its card, and undoes that', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Birch Ward', startsAt: at('06-08') },
    { name: 'Cedar Ward', startsAt: at('06-10') },
  ])
  const [birch = { id: 0 }] = shifts
  for (const shift of shifts) await claimFor(app.db, worker, shift)
  await signInAs(worker)
  await page.goto('/my-shifts')
  await expect(items(page)).toHaveText([/Birch Ward/, /Cedar Ward/])
  await expect(page.getByText('You can give a shift back until it starts.')).toBeVisible()
  await expectAccessible(page)

  const releases = await holdEach(page, /shift\.release/)
  await giveBack(page, 'Birch Ward').click()
  await expect(giveBack(page, 'Birch Ward')).toHaveText('Giving back…')
  await expect(giveBack(page, 'Birch Ward')).toBeDisabled()
  await expectAccessible(page)
  expect(await claimedBy(app.db, birch)).toBe(worker.id)
  await (await releases.next()).continue()
  await expect(items(page)).toHaveText([/Cedar Ward/])
  await expect.poll(() => claimedBy(app.db, birch)).toBeNull()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(items(page)).toHaveText([/Birch Ward/, /Cedar Ward/])
  await expect.poll(() => claimActions(app.db, birch)).toEqual(['claim', 'release', 'claim'])
})

test('gives a shift back from its details, and on the calendar, and undoes both', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Chestnut Ward', startsAt: at('06-08') }])
  const [shift = { id: 0 }] = shifts
  await claimFor(app.db, worker, shift)
  await signInAs(worker)
  for (const path of ['/my-shifts', `/?date=${nextYear('06-01')}`]) {
    await page.goto(path)
    await items(page)
      .getByRole('button', { name: /Chestnut Ward/ })
      .first()
      .click()
    const detail = page.getByRole('dialog', { name: 'Chestnut Ward' })
    await expect(detail.getByText(/^Yours since/)).toBeVisible()
    await expect(detail.getByText('You can give a shift back until it starts.')).toBeVisible()
    await expectAccessible(page)
    await detail.getByRole('button', { name: 'Give back' }).click()
    await expect(page.getByText('Given back: Chestnut Ward')).toBeVisible()
    await expect.poll(() => claimedBy(app.db, shift)).toBeNull()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => claimedBy(app.db, shift)).toBe(worker.id)
    await expect(items(page).filter({ hasText: 'Chestnut Ward' })).toHaveCount(1)
  }
  expect(await claimActions(app.db, shift)).toEqual(['claim', 'release', 'claim', 'release', 'claim'])
})

test('closes the details of a shift with the back button', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Elder Ward', startsAt: at('06-08') }])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await signInAs(worker)
  await page.goto('/my-shifts')
  await page.getByRole('button', { name: /^Next shift/ }).click()
  await expect(page.getByRole('dialog', { name: 'Elder Ward' })).toBeVisible()
  await goBack(page)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL('/my-shifts')
})

test('says that the undo came too late where somebody else has taken the shift', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of 409 .*shift\.claim/)
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Fir Ward', startsAt: at('06-08') },
  ])
  const [shift = { id: 0 }] = shifts
  await claimFor(app.db, worker, shift)
  await signInAs(worker)
  await page.goto('/my-shifts')
  await giveBack(page, 'Fir Ward').click()
  await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
  await claimFor(app.db, await makeColleague(), shift)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('dialog', { name: 'Fir Ward' }).getByRole('alert')).toContainText(
    'Somebody else took this shift a moment before you.',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
})

test('shows the hours of each week, overtime, and the rest between shifts', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Gum Ward', startsAt: at('06-08') }])
  const [facility = { id: 0 }] = facilities
  const assign = (from: number, to: number) =>
    makeAssigned(app.db, { worker, facility, from: hourOf(sunday, from), to: hourOf(sunday, to) })
  // 48 hours in the first week, the last of them overnight into the second, which has 4 and two that overlap.
  await assign(12, 24)
  await assign(33, 45)
  await assign(60, 72)
  await assign(24 * 6 + 20, 24 * 7 + 8)
  await assign(24 * 7 + 18.5, 24 * 7 + 22.5)
  await assign(24 * 7 + 20, 24 * 7 + 23)
  await signInAs(worker)
  await page.goto('/my-shifts')
  const weeks = page.getByRole('region').filter({ has: page.getByRole('list') })
  await expect(weeks).toHaveCount(2)
  await expect(weeks.nth(0)).toContainText('48 h8 h overtime')
  await expect(weeks.nth(0).getByRole('listitem')).toHaveText([
    /^Sun/,
    /^Short rest: 9 hMon/,
    /^15 h of restTue/,
    /^3 days of restSat/,
  ])
  await expect(weeks.nth(1)).toContainText('7 h')
  await expect(weeks.nth(1)).not.toContainText('overtime')
  await expect(weeks.nth(1).getByRole('listitem')).toHaveText([
    /^10 h 30 min of restSun.*Overlaps your shift/,
    /^At the same time as the shift aboveSun.*Overlaps your shift/,
  ])
  await expectAccessible(page)
})

test('puts each shift on the day and into the week of its facility’s clock', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Palm Ward', timeZone: 'Pacific/Honolulu', startsAt: at('06-08') },
  ])
  const [facility = { id: 0 }] = facilities
  // 9 PM on Saturday in Honolulu, when it is Sunday in Chicago.
  const from = hourOf(sunday, 7)
  await makeAssigned(app.db, { worker, facility, from, to: hourOf(sunday, 15) })
  await signInAs(worker)
  await page.goto('/my-shifts')
  await expect(items(page)).toHaveText([/^Sat.*9 PM – 5 AM HST/])
})

test('counts down to the next shift, and shows until when it lasts once it has started', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Hazel Ward', startsAt: at('06-08') }])
  const [facility = { id: 0 }] = facilities
  await page.clock.install({ time: Date.now() })
  await makeAssigned(app.db, { worker, facility, from: inHours(3), to: inHours(11) })
  await makeAssigned(app.db, { worker, facility, from: inHours(100), to: inHours(104) })
  await signInAs(worker)
  await page.goto('/my-shifts')
  const next = page.getByRole('button', { name: /^Next shift/ })
  await expect(next).toContainText(/in (3 h|2 h 5\d min)$/)
  await expect(giveBack(page, 'Hazel Ward')).toHaveCount(2)
  await page.clock.fastForward('01:30:00')
  await expect(next).toContainText(/in 1 h [23]\d min$/)
  await page.clock.fastForward('02:10:00')
  const now = page.getByRole('button', { name: /^Your shift now/ })
  await expect(now).toContainText(/Now, until \d.*7 h [12]\d min left$/)
  await expect(items(page).first()).toContainText('Started')
  await expect(giveBack(page, 'Hazel Ward')).toHaveCount(1)
  await page.clock.fastForward('08:00:00')
  await expect(next).toContainText(/in \d days$/)
})

test('shows what happens elsewhere without a reload', async ({ page, app, signInAs }) => {
  const { worker, facilities, shifts } = await makeFixture(app.db, [
    { name: 'Iris Ward', startsAt: at('06-08') },
  ])
  const [shift = { id: 0 }] = shifts
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto('/my-shifts')
  await watches
  await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
  await claimFor(app.db, worker, shift)
  await expect(items(page)).toHaveText([/Iris Ward/])
  const [facility = { id: 0 }] = facilities
  await makeAssigned(app.db, { worker, facility, from: at('06-20'), to: `${nextYear('06-20')}T16:00:00Z` })
  await expect(items(page)).toHaveText([/Iris Ward/, /Iris Ward/])
  await app.db.execute(`update shift set is_deleted = true where id = ${shift.id}`)
  await expect(items(page)).toHaveText([/2 h/])
})

test('shows earlier shifts on request, newest first, over gaps of years', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Juniper Ward', startsAt: at('06-08') }])
  const [facility = { id: 0 }] = facilities
  const day = 24
  for (const [days, length] of [
    [2000, 3],
    [41, 4],
    [40, 5],
    [20, 6],
  ] as const)
    await makeAssigned(app.db, {
      worker,
      facility,
      from: inHours(-days * day),
      to: inHours(-days * day + length),
    })
  await signInAs(worker)
  await page.goto('/my-shifts')
  await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
  await expect(items(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Show earlier shifts' }).click()
  await expect(items(page)).toHaveText([/ 6 h/, / 5 h/, / 4 h/].map(() => /Juniper Ward/))
  for (const [n, length] of [6, 5, 4].entries())
    await expect(items(page).nth(n)).toContainText(new RegExp(`[AP]M${length} h`))
  await expect(page.getByText('3 earlier shifts')).toBeVisible()
  await expect(page.getByText('of rest')).toHaveCount(0)
  await page.getByRole('button', { name: 'Show more earlier shifts' }).click()
  await expect(items(page)).toHaveCount(4)
  await expect(items(page).last()).toContainText('3 h')
  await expect(page.getByRole('button', { name: 'Show more earlier shifts' })).toBeHidden()
  await expect(giveBack(page, 'Juniper Ward')).toHaveCount(0)
  await expectAccessible(page)
})

test('shows hundreds of shifts, and of a page only the weeks that are complete', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Kauri Ward', startsAt: at('06-08') }])
  await app.db.execute(`
    insert into shift (facility_id, profession, starts_at, ends_at, worker_id)
    select ${facilities[0]?.id}, 'RN', start, start + interval '4 hours', ${worker.id}
    from generate_series(0, 559) n, lateral (select timestamptz '${hourOf(sunday, 15)}' + n * interval '12 hours' as start) s`)
  await signInAs(worker)
  await page.goto('/my-shifts')
  // 14 shifts a week: 35 complete weeks of the first 500 shifts.
  await expect(items(page)).toHaveCount(490)
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(items(page)).toHaveCount(560)
  await expect(page.getByText('56 h', { exact: true })).toHaveCount(40)
})

test('works by keyboard alone, and keeps the focus in the list', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Larch Ward', startsAt: at('06-08') },
    { name: 'Maple Ward', startsAt: at('06-10') },
    { name: 'Nutmeg Ward', startsAt: at('06-12') },
  ])
  for (const shift of shifts) await claimFor(app.db, worker, shift)
  await signInAs(worker)
  await page.goto('/my-shifts')
  const press = async (key: string, until: () => Promise<void>) => {
    await page.keyboard.press(key)
    await until()
  }
  for (let steps = 0; steps < 30; steps++) {
    if (await giveBack(page, 'Maple Ward').evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await press('Enter', () => expect(items(page)).toHaveCount(2))
  await expect(items(page).nth(1).getByRole('button').first()).toBeFocused()
  await press('u', () => expect(items(page)).toHaveCount(3))
  await expect(items(page)).toHaveText([/Larch/, /Maple/, /Nutmeg/])
  await press('Enter', () => expect(page.getByRole('dialog')).toBeVisible())
  await press('Escape', () => expect(page.getByRole('dialog')).toBeHidden())
  await expect(page.locator(':focus')).toContainText('Nutmeg Ward')
})

test('offers nothing that needs a connection while it is offline', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Olive Ward', startsAt: at('06-08') }])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await signInAs(worker)
  await page.goto('/my-shifts')
  await page.context().setOffline(true)
  await expect(giveBack(page, 'Olive Ward')).toBeDisabled()
  await expect(
    page.getByText('Shifts can be claimed and given back when you are online again.'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Show earlier shifts' }).click()
  await expect(page.getByText('your earlier shifts have not been loaded yet')).toBeVisible()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await expect(page.getByText('You have no earlier shift.')).toBeVisible()
  await expect(giveBack(page, 'Olive Ward')).toBeEnabled()
})

for (const width of [390, 1440])
  test(`is accessible at ${width} px`, async ({ page, app, signInAs }) => {
    const { worker, facilities } = await makeFixture(app.db, [{ name: 'Poplar Ward', startsAt: at('06-08') }])
    const [facility = { id: 0 }] = facilities
    await page.setViewportSize({ width, height: 900 })
    await signInAs(worker)
    await page.goto('/my-shifts')
    await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
    await expectAccessible(page)
    // One that is over, one that lasts, and more than 40 hours with short rests.
    for (const [from, to] of [
      [-20, -12],
      [-2, 4],
    ] as const)
      await makeAssigned(app.db, { worker, facility, from: inHours(from), to: inHours(to) })
    for (let n = 0; n < 3; n++)
      await makeAssigned(app.db, {
        worker,
        facility,
        from: hourOf(sunday, n * 24 + 8),
        to: hourOf(sunday, n * 24 + 23),
      })
    await page.goto('/my-shifts')
    await page.getByRole('button', { name: 'Show earlier shifts' }).click()
    await expect(page.getByText(/earlier shift$|no earlier shift/)).toBeVisible()
    await expect(page.getByText('overtime')).toBeVisible()
    await expectAccessible(page)
  })
