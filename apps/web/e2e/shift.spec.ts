import type { Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
} from '@shifts/testing/factories'
import type { Page } from '@playwright/test'
import { expectFits } from './fits.ts'
import { beforeClaim, expect, expectAccessible, test } from './test.ts'
import { claimedBy, claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'

const at = (monthAndDay: string, hour = '14') => `${nextYear(monthAndDay)}T${hour}:00:00Z`
const june8 = new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric' }).format(
  new Date(`${nextYear('06-08')}T12:00:00Z`),
)

const claim = (page: Page) => page.getByRole('button', { name: 'Claim this shift' })
const giveBack = (page: Page) => page.getByRole('button', { name: 'Give back' })
const why = (page: Page) => page.getByRole('main').getByRole('alert')
const section = (page: Page, name: string) => page.getByRole('region', { name })

/** A worker and one shift at a facility of the given name, from 9 AM to 5 PM on June 8. */
async function makeShiftFor(db: Database<'primary'>, name: string) {
  const fixture = await makeFixture(db, [{ name, startsAt: at('06-08') }])
  const [shift = { id: 0 }] = fixture.shifts
  const [facility = { id: 0 }] = fixture.facilities
  return { ...fixture, shift, facility }
}

const movesTo = (db: Database<'primary'>, table: 'worker' | 'facility', id: number, latitude: number) =>
  db.execute(
    table === 'worker'
      ? `update worker set home_latitude = ${latitude}, home_longitude = -87.6 where id = ${id}`
      : `update facility set city = 'Chicago', state = 'IL', latitude = ${latitude}, longitude = -87.6 where id = ${id}`,
  )

test('shows an open shift as a page, in the server’s HTML and after', async ({ page, app, signInAs }) => {
  const { worker, shift, facility } = await makeShiftFor(app.db, 'Lakeside Clinic')
  await movesTo(app.db, 'facility', facility.id, 41.9)
  await movesTo(app.db, 'worker', worker.id, 42)
  await signInAs(worker)
  const response = await page.goto(`/shifts/${shift.id}`)
  const html = (await response?.text()) ?? ''
  for (const text of [june8, '9 AM – 5 PM', 'Lakeside Clinic', 'Chicago, IL', 'Claim this shift'])
    expect(html).toContain(text)

  await expect(page.getByRole('heading', { name: 'Lakeside Clinic' })).toBeVisible()
  await expect(page.getByText(june8)).toBeVisible()
  await expect(page.getByText('9 AM – 5 PM', { exact: true })).toBeVisible()
  await expect(page.getByText('Day · 8 h · RN')).toBeVisible()
  await expect(page.getByText('7 mi from home')).toBeVisible()
  await expect(page).toHaveTitle(/^\w{3}, Jun 8, 9 AM – 5 PM, Lakeside Clinic · Open Shifts$/)
  await expect(section(page, 'Documents asked for').getByRole('listitem')).toHaveText([
    `✓Badge ${worker.id}, held`,
  ])
  await expect(section(page, 'Your week')).toContainText('No other shift of yours within three days.')
  await expect(section(page, 'Your week')).toContainText('8 h that week')
  await expect(why(page)).toBeHidden()
  await expect(claim(page)).toBeEnabled()
})

test('links to the facility on a map, in a new tab', async ({ page, app, signInAs }) => {
  const { worker, shift, facility } = await makeShiftFor(app.db, 'Lakeside Clinic')
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await expect(claim(page)).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('link', { name: 'Map' })).toHaveCount(0)

  await movesTo(app.db, 'facility', facility.id, 41.9)
  await page.reload()
  const map = page.getByRole('link', { name: 'Map (opens in a new tab)' })
  await expect(map).toHaveAttribute(
    'href',
    'https://www.openstreetmap.org/?mlat=41.9&mlon=-87.6#map=15/41.9/-87.6',
  )
  await expect(map).toHaveAttribute('target', '_blank')
  await expect(map).toHaveAttribute('rel', 'noopener')
})

test('names the facility’s zone only if its clock differs, and shows the viewer’s clock too', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Near Clinic', timeZone: 'America/Menominee', startsAt: at('06-08') },
    { name: 'Far Clinic', timeZone: 'America/Los_Angeles', startsAt: at('06-09', '06') },
  ])
  const [near = { id: 0 }, far = { id: 0 }] = shifts
  await signInAs(worker)
  await page.goto(`/shifts/${near.id}`)
  await expect(page.getByText('9 AM – 5 PM', { exact: true })).toBeVisible()
  await expect(page.getByText('On your clock')).toHaveCount(0)
  await page.goto(`/shifts/${far.id}`)
  await expect(page.getByText(june8)).toBeVisible()
  await expect(page.getByText('11 PM – 7 AM PDT', { exact: true })).toBeVisible()
  await expect(page.getByText(/^On your clock: \w+, Jun 9, 1 AM – 9 AM CDT$/)).toBeVisible()
})

test('says how much rest remains, and counts the hours of the week', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Early Clinic', startsAt: at('06-08', '03') },
    { name: 'Wanted Clinic', startsAt: at('06-08') },
    { name: 'Late Clinic', startsAt: at('06-10', '00') },
  ])
  const [early = { id: 0 }, wanted = { id: 0 }, late = { id: 0 }] = shifts
  await app.db.execute(
    `update shift set ends_at = starts_at + interval '8 hours 30 min' where id = ${early.id}`,
  )
  for (const shift of [early, late]) await claimFor(app.db, worker, shift)
  await signInAs(worker)
  await page.goto(`/shifts/${wanted.id}`)
  const week = section(page, 'Your week')
  await expect(week.getByRole('paragraph')).toHaveText([
    /^Only 2 h 30 min of rest after Early Clinic, \w{3} 10 PM – 6:30 AM$/,
    /^26 h of rest before Late Clinic, \w{3} 7 PM – 3 AM$/,
    /^\d+ h( 30 min)? that week/,
  ])
  await week.getByRole('button', { name: /Late Clinic/ }).click()
  await expect(page).toHaveURL(`/shifts/${late.id}`)
  await expect(page.getByText(/^Yours since/)).toBeVisible()
})

test('claims from the page, undoes it, and gives back', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Aspen Ward')
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  const claims: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('shift.claim')) claims.push(request.url())
  })
  // Both in one task, so that the page cannot render in between.
  await claim(page).evaluate((element: HTMLElement) => {
    element.click()
    element.click()
  })
  await expect(page.getByText(/^Yours since/)).toBeVisible()
  await expect(giveBack(page)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Yours: Aspen Ward' })).toBeVisible()
  expect(await claimedBy(app.db, shift)).toBe(worker.id)
  expect(claims).toHaveLength(1)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(claim(page)).toBeEnabled()
  await expect(why(page)).toBeHidden()
  expect(await claimedBy(app.db, shift)).toBeNull()

  await claim(page).click()
  await giveBack(page).click()
  await expect(claim(page)).toBeEnabled()
  await expect(why(page)).toBeHidden()
  await expect.poll(() => claimedBy(app.db, shift)).toBeNull()
})

test('shows a claimed shift as claimed, and as open once it is given back', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Birch Ward')
  await claimFor(app.db, worker, shift)
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await expect(page.getByText(/^Yours since/)).toBeVisible()
  await expect(why(page)).toBeHidden()
  // Reasons from before would say that somebody else has the shift.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('main [role=alert]')) document.documentElement.dataset.alerted = 'true'
    }).observe(document.body, { childList: true, subtree: true })
  })
  await giveBack(page).click()
  await expect(claim(page)).toBeEnabled()
  await expect(page.getByText('Given back: ')).toBeVisible()
  await expect(page.locator('html')).not.toHaveAttribute('data-alerted')
})

test('keeps the focus on the action when it changes', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Willow Ward')
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await claim(page).focus()
  await page.keyboard.press('Enter')
  await expect(giveBack(page)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(claim(page)).toBeFocused()
})

test('does not give back a shift by the second click of a double click', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Yarrow Ward')
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  const box = (await claim(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.up()
  // The message about the claim has moved the button.
  await expect(giveBack(page)).toBeVisible()
  const next = (await giveBack(page).boundingBox()) ?? box
  await page.mouse.move(next.x + next.width / 2, next.y + next.height / 2)
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  await page.reload()
  await expect(page.getByText(/^Yours since/)).toBeVisible()
  expect(await claimedBy(app.db, shift)).toBe(worker.id)
})

test('stays up to date while it is shown', async ({ page, app, signInAs }) => {
  const { worker, shift, makeColleague } = await makeShiftFor(app.db, 'Cedar Ward')
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(`/shifts/${shift.id}`)
  await watches
  await expect(claim(page)).toBeEnabled()
  await claimFor(app.db, await makeColleague(), shift)
  await expect(why(page)).toHaveText('Somebody else has this shift. It opens again if they give it back.')
  await expect(claim(page)).toBeHidden()
})

test('says that another worker was faster, and shows the most similar shifts', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED .*shift\.watch/, /status of 409 .*shift.claim/)
  const { db } = app
  const { worker, facilities, shifts, makeColleague } = await makeFixture(db, [
    { name: 'Dogwood Ward', startsAt: at('06-08') },
    { name: 'Elm Ward', startsAt: at('06-09') },
    { name: 'Fir Ward', startsAt: at('06-08') },
  ])
  const [wanted = { id: 0 }, similar = { id: 0 }] = shifts
  const [dogwood = { id: 0 }, elm = { id: 0 }, fir = { id: 0 }] = facilities
  await movesTo(db, 'facility', dogwood.id, 41.9)
  await movesTo(db, 'facility', elm.id, 42)
  await movesTo(db, 'facility', fir.id, 43)
  const sameFacility = { facilityId: dogwood.id }
  // Three days later in the evening and the day after, both at the same facility, and one that is too late.
  await makeShift(db, { ...sameFacility, startsAt: at('06-11', '20') })
  await makeShift(db, { ...sameFacility, startsAt: at('06-09') })
  await makeShift(db, { ...sameFacility, startsAt: at('06-12') })
  // At a facility nearby, but in the evening, too late, and overlapping a claimed one.
  await makeShift(db, { facilityId: elm.id, startsAt: at('06-08', '20') })
  await makeShift(db, { facilityId: elm.id, startsAt: at('06-11') })
  const claimed = await makeShift(db, { facilityId: fir.id, startsAt: at('06-10') })
  await makeShift(db, { facilityId: elm.id, startsAt: at('06-10') })
  await claimFor(db, worker, claimed)

  // Without live updates the page learns of the other claim by the response to its own.
  await page.route(/shift\.watch/, (route) => route.abort())
  await signInAs(worker)
  await page.goto(`/shifts/${wanted.id}`)
  await expect(claim(page)).toBeEnabled()
  const colleague = await makeColleague()
  await beforeClaim(page, () => claimFor(db, colleague, wanted))
  await claim(page).click()
  await expect(why(page)).toHaveText('Somebody else took this shift a moment before you.')
  const others = section(page, 'Still open and like it')
  await expect(others.getByRole('listitem')).toHaveText([
    /Jun 9, 9 AM – 5 PM.*Dogwood Ward/,
    /Jun 11, 3 PM – 11 PM.*Dogwood Ward/,
    /Jun 9, 9 AM – 5 PM.*Elm Ward/,
  ])
  expect(await claimedBy(db, wanted)).toBe(colleague.id)

  await others.getByRole('button', { name: /Elm Ward/ }).click()
  await expect(page).toHaveURL(`/shifts/${similar.id}`)
  await claim(page).click()
  await expect(page.getByText(/^Yours since/)).toBeVisible()
})

test('measures from home if the place of the facility is not known', async ({ page, app, signInAs }) => {
  const { db } = app
  const { worker, facilities, shifts, makeColleague } = await makeFixture(db, [
    { name: 'Gorse Ward', startsAt: at('06-08') },
    { name: 'Hazel Ward', startsAt: at('06-08') },
    { name: 'Ivy Ward', startsAt: at('06-08') },
  ])
  await movesTo(db, 'facility', facilities[1]?.id ?? 0, 41.9)
  await movesTo(db, 'facility', facilities[2]?.id ?? 0, 43)
  await claimFor(db, await makeColleague(), shifts[0] ?? { id: 0 })
  await signInAs(worker)
  const others = section(page, 'Still open and like it').getByRole('listitem')
  await page.goto(`/shifts/${shifts[0]?.id}`)
  await expect(others).toHaveText([/Hazel Ward/, /Ivy Ward/])
  await movesTo(db, 'worker', worker.id, 42)
  await page.reload()
  await expect(others).toHaveText([/Hazel Ward.*7 mi/])
})

for (const { what, change, texts } of [
  {
    what: 'the facility is inactive',
    change: (db: Database<'primary'>, { facility }: { facility: { id: number } }) =>
      db.execute(`update facility set is_active = false where id = ${facility.id}`),
    texts: ['The facility is closed for now. Its shifts can be claimed again when it opens.'],
  },
  {
    what: 'it was deleted',
    change: (db: Database<'primary'>, { shift }: { shift: { id: number } }) =>
      db.execute(`update shift set is_deleted = true where id = ${shift.id}`),
    texts: ['The facility withdrew this shift. Choose another one.'],
  },
  {
    what: 'the worker is inactive',
    change: (db: Database<'primary'>, { worker }: { worker: { id: number } }) =>
      db.execute(`update worker set is_active = false where id = ${worker.id}`),
    texts: ['Your account is not active. Your staffing office can switch it on.'],
  },
  {
    what: 'it is for another profession',
    change: (db: Database<'primary'>, { shift }: { shift: { id: number } }) =>
      db.execute(`update shift set profession = 'CNA' where id = ${shift.id}`),
    texts: ['This shift is for another profession. You can claim those for your own.'],
  },
  {
    what: 'somebody else has it, and it has started',
    change: async (db: Database<'primary'>, { shift }: { shift: { id: number } }) => {
      const other = await makeWorker(db)
      const starts = `starts_at = starts_at - interval '5 years', ends_at = ends_at - interval '5 years'`
      await db.execute(`update shift set worker_id = ${other.id}, ${starts} where id = ${shift.id}`)
    },
    texts: [
      'Somebody else has this shift. It opens again if they give it back.',
      'This shift has already started. Only shifts that start later can be claimed.',
    ],
  },
]) {
  test(`says why the shift cannot be claimed if ${what}`, async ({ page, app, signInAs }) => {
    const fixture = await makeShiftFor(app.db, 'Juniper Ward')
    await change(app.db, fixture)
    await signInAs(fixture.worker)
    const response = await page.goto(`/shifts/${fixture.shift.id}`)
    expect(response?.status()).toBe(200)
    await expect(why(page).getByRole('paragraph')).toHaveText(texts)
    await expect(page.getByRole('heading', { name: 'Juniper Ward' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Nothing like it is open' })).toBeVisible()
    await expect(page.getByRole('button', { name: /Claim|Give back/ })).toHaveCount(0)
  })
}

test('names the documents that are missing', async ({ page, app, signInAs }) => {
  const { worker, shift, facility } = await makeShiftFor(app.db, 'Kelp Ward')
  for (const name of ['TB test', 'ACLS'])
    await requireDocument(app.db, facility, await makeDocument(app.db, { name }))
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await expect(why(page)).toHaveText('You do not hold: ACLS, TB test. With these you can claim shifts here.')
  await expect(section(page, 'Documents asked for').getByRole('listitem')).toHaveText([
    '✗ACLSmissing',
    `✓Badge ${worker.id}, held`,
    '✗TB testmissing',
  ])
})

test('says that a facility asks for no document', async ({ page, app, signInAs }) => {
  const worker = await makeWorker(app.db)
  const facility = await makeFacility(app.db, { name: 'Open House' })
  const shift = await makeShift(app.db, { facilityId: facility.id, startsAt: at('06-08') })
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await expect(section(page, 'Documents asked for')).toContainText('None.')
  // Other tests must not find the shift.
  await app.db.execute(`delete from shift where id = ${shift.id}`)
})

test('names the claimed shift that a shift overlaps', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Larch Ward', startsAt: at('06-08') },
    { name: 'Maple Ward', startsAt: at('06-08', '16') },
  ])
  const [wanted = { id: 0 }, claimed = { id: 0 }] = shifts
  await claimFor(app.db, worker, claimed)
  await signInAs(worker)
  await page.goto(`/shifts/${wanted.id}`)
  await expect(page.getByText('you cannot take both')).toBeVisible()
  await expect(claim(page)).toHaveCount(0)
  await page.getByRole('button', { name: /^Maple Ward, \w{3} 11 AM – 7 PM$/ }).click()
  await giveBack(page).click()
  await expect(claim(page)).toBeEnabled()
  await page.goto(`/shifts/${wanted.id}`)
  await expect(claim(page)).toBeEnabled()
})

test('does not offer to give back a shift that has started', async ({ page, app, signInAs }) => {
  const { worker, facility } = await makeShiftFor(app.db, 'Nettle Ward')
  const startsAt = '2020-02-12T14:00:00Z'
  const shift = await makeShift(app.db, { facilityId: facility.id, startsAt, workerId: worker.id })
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await expect(page.getByText('You are assigned to this shift.')).toBeVisible()
  await expect(why(page)).toHaveText('This shift has already started, so it can no longer be given back.')
  await expect(giveBack(page)).toHaveCount(0)
})

for (const id of ['2147483647', '2147483648', '99999999999', '0', '01', '-1', '1.5', 'abc', '%20', '1%00'])
  test(`says that there is no shift "${id}"`, async ({ page, app, signInAs, allowConsole }) => {
    allowConsole(/status of 404/)
    const worker = await makeWorker(app.db)
    await signInAs(worker)
    const response = await page.goto(`/shifts/${id}`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'This shift does not exist any more.' })).toBeVisible()
    await page.getByRole('link', { name: 'Open the calendar' }).click()
    await expect(page).toHaveURL('/')
  })

test('leads from a shift to the sign-in page and back', async ({ page, app }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Oak Ward')
  await page.goto(`/shifts/${shift.id}`)
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(`/shifts/${shift.id}`)}`)
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`/shifts/${shift.id}`)
  await expect(page.getByRole('heading', { name: 'Oak Ward' })).toBeVisible()
})

test('leads back to the calendar, at the day of the shift', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Pine Ward')
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await page.getByRole('link', { name: 'Back to the calendar' }).click()
  await expect(page).toHaveURL(`/?date=${nextYear('06-08')}`)
  await expect(page.getByText('Pine Ward')).toBeVisible()
})

test('copies the link of a shift', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Quince Ward')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.addInitScript(() => Object.defineProperty(navigator, 'share', { value: undefined }))
  await signInAs(worker)
  await page.goto(`/?view=month&date=${nextYear('06-01')}`)
  await page.getByRole('button', shiftAt('Quince Ward')).click()
  const dialog = page.getByRole('dialog', { name: 'Quince Ward' })
  await dialog.getByRole('button', { name: 'Share' }).click()
  await expect(dialog.getByText('The link is copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${app.url}/shifts/${shift.id}`)
})

test('shows the link if it can be neither shared nor copied', async ({ page, app, signInAs }) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Rowan Ward')
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', { value: undefined })
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByText(`${app.url}/shifts/${shift.id}`)).toBeVisible()
})

test('shares the link of a shift by the system’s dialog, which may be cancelled', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shift } = await makeShiftFor(app.db, 'Sorrel Ward')
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'share', {
      value: (data: ShareData) => {
        document.documentElement.dataset.shared = `${data.title} ${data.url}`
        return Promise.reject(new DOMException('cancelled', 'AbortError'))
      },
    })
  })
  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.locator('html')).toHaveAttribute(
    'data-shared',
    new RegExp(`Jun 8, 9 AM – 5 PM, Sorrel Ward ${app.url}/shifts/${shift.id}$`),
  )
  await expect(page.getByText('Copy this link')).toHaveCount(0)
})

for (const { size, viewport } of [
  { size: 'a phone', viewport: { width: 390, height: 844 } },
  { size: 'a desktop', viewport: { width: 1440, height: 900 } },
  { size: 'a window that is zoomed to 400 %', viewport: { width: 320, height: 256 } },
])
  test.describe(`on ${size}`, () => {
    test.use({ viewport })

    test('is accessible and intact in every state', async ({ page, app, signInAs, allowConsole }) => {
      allowConsole(/status of 404/)
      const { db } = app
      const { worker, facility, shift, makeColleague } = await makeShiftFor(
        db,
        'مستشفى الملك فهد 12 Pneumonoultramicroscopicsilicovolcanoconiosis Clinic',
      )
      await movesTo(db, 'facility', facility.id, 41.9)
      await movesTo(db, 'worker', worker.id, 42)
      const others = [at('06-09'), at('06-10')]
      for (const startsAt of others) await makeShift(db, { facilityId: facility.id, startsAt })
      await signInAs(worker)
      const check = async (what: string) => {
        await expectFits(page, what)
        await expectAccessible(page)
      }
      await page.goto(`/shifts/${shift.id}`)
      await expect(page.getByText('from home')).toBeVisible()
      await check('open')
      await claim(page).click()
      await page.getByRole('button', { name: 'Undo' }).hover()
      await check('claimed')
      await giveBack(page).click()
      await expect(claim(page)).toBeEnabled()
      await claimFor(db, await makeColleague(), shift)
      const tbTest = await makeDocument(db, { name: 'TB test' })
      await requireDocument(db, facility, tbTest)
      await page.reload()
      await expect(why(page)).toContainText('TB test')
      await expect(page.getByRole('heading', { name: 'Nothing like it is open' })).toBeVisible()
      await check('missing documents')
      await giveDocument(db, worker, tbTest)
      await page.reload()
      await expect(section(page, 'Still open and like it').getByRole('listitem')).toHaveCount(2)
      await check('taken')
      await page.goto('/shifts/2147483647')
      await check('unknown')
    })
  })
