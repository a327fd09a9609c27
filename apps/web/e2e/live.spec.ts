import { makeShift } from '@shifts/testing/factories'
import { expect, expectAccessible, holdEach, holdRequests, test } from './test.ts'
import { startApp } from './app.ts'
import { claimFor, makeFixture, nextYear, releaseFor, shiftAt } from './fixture.ts'

const month = `/?view=month&date=${nextYear('06-01')}`
const at = (monthAndDay: string) => `${nextYear(monthAndDay)}T14:00:00Z`

test('no note takes space while live updates arrive', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  const heights = await page
    .getByRole('status')
    .evaluateAll((notes) => notes.filter((note) => !note.textContent).map((note) => note.clientHeight))
  expect(new Set(heights)).toEqual(new Set([0]))
})

test('removes a shift that another worker has claimed at once, without a request', async ({
  page,
  app,
  signInAs,
  browser,
}) => {
  const { worker, makeColleague } = await makeFixture(app.db, [
    { name: 'Alder Ward', startsAt: at('06-08') },
    { name: 'Beech Ward', startsAt: at('06-09') },
  ])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await expect(page.getByRole('button', shiftAt('Alder Ward'))).toBeVisible()
  // The event alone removes the shift.
  const release = await holdRequests(page, /listEligible|countEligible/)

  const otherContext = await browser.newContext({
    baseURL: app.url,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
  })
  const otherPage = await otherContext.newPage()
  await signInAs(await makeColleague(), otherPage)
  await otherPage.goto(month)
  await otherPage.getByRole('button', shiftAt('Alder Ward')).click()
  await otherPage.getByRole('button', { name: 'Claim this shift' }).click()

  await expect(page.getByRole('button', shiftAt('Alder Ward'))).toBeHidden()
  await expect(page.getByText('1 you can take')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '1 shift no longer open.' })).toBeAttached()
  release()
  await expect(page.getByRole('button', shiftAt('Beech Ward'))).toBeVisible()

  await otherPage.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', shiftAt('Alder Ward'))).toBeVisible()
  await expect(page.getByText('2 you can take')).toBeVisible()
  await otherContext.close()
})

test('keeps two tabs of one worker in sync', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Cherry Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  const other = await page.context().newPage()
  const watches = other.waitForResponse(/shift\.watch/)
  await other.goto(month)
  await watches
  const claimed = other.locator('[data-kind="claimed"]', { hasText: 'Cherry Ward' })

  await page.getByRole('button', shiftAt('Cherry Ward')).click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(claimed).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(claimed).toBeHidden()
  await expect(other.getByRole('button', shiftAt('Cherry Ward'))).toBeVisible()
})

test('shows the shift in the dialog as claimed if another tab claims it', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Dahlia Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  const other = await page.context().newPage()
  const watches = other.waitForResponse(/shift\.watch/)
  await other.goto(month)
  await watches
  await other.getByRole('button', shiftAt('Dahlia Ward')).click()
  const dialog = other.getByRole('dialog', { name: 'Dahlia Ward' })
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()

  await page.getByRole('button', shiftAt('Dahlia Ward')).click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(dialog.getByText(/^Yours since/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
})

test('announces each removed shift, even if the text is the same as before', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Elder Ward', startsAt: at('06-08') },
    { name: 'Fern Ward', startsAt: at('06-16') },
  ])
  const colleague = await makeColleague()
  await page.clock.install()
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  for (const shift of shifts) {
    await claimFor(app.db, colleague, shift)
    const announcement = page.getByRole('status').getByText('1 shift no longer open.')
    await expect(announcement).toBeAttached()
    // An announcement is removed after 5 seconds.
    await page.clock.runFor(5_000)
    await expect(announcement).toHaveCount(0)
  }
})

test('does not repeat events that it received before it was offline', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Guava Ward', startsAt: at('06-08') },
    { name: 'Hawthorn Ward', startsAt: at('06-16') },
  ])
  const [released = { id: 0 }, claimed = { id: 0 }] = shifts
  const colleague = await makeColleague()
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  const guava = page.getByRole('button', shiftAt('Guava Ward'))
  await claimFor(app.db, colleague, released)
  await expect(guava).toBeHidden()
  await releaseFor(app.db, colleague, released)
  await expect(guava).toBeVisible()

  await page.context().setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await claimFor(app.db, colleague, claimed)
  await holdRequests(page, /listEligible|countEligible/)
  await page.context().setOffline(false)
  await expect(page.getByRole('button', shiftAt('Hawthorn Ward'))).toBeHidden()
  await expect(guava).toBeVisible()
  await expect(page.getByText('1 you can take')).toBeVisible()
})

test('leads to the sign-in page if the session ends while it watches', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/status of 401 .*api\/trpc/)
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Ironwood Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await page.context().clearCookies()
  await makeShift(app.db, { facilityId: facilities[0]?.id ?? 0, startsAt: at('06-20') })
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent(month)}`)
})

test('shows new shifts, and removes those of a facility that becomes inactive', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Ebony Ward', startsAt: at('06-08') }])
  const [facility = { id: 0 }] = facilities
  await signInAs(worker)
  const watches = page.waitForResponse(/shift\.watch/)
  await page.goto(month)
  await watches
  await makeShift(app.db, { facilityId: facility.id, startsAt: at('06-20') })
  await expect(page.getByRole('button', shiftAt('Ebony Ward'))).toHaveCount(2)
  await app.db.execute(`update facility set is_active = false where id = ${facility.id}`)
  await expect(page.getByText('0 you can take')).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Ebony Ward'))).toHaveCount(0)
})

test('says that it is offline, and shows missed changes afterwards', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker, facilities } = await makeFixture(app.db, [{ name: 'Gum Ward', startsAt: at('06-08') }])
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
  await expect(page.getByRole('button', shiftAt('Gum Ward'))).toHaveCount(2)
})

test.describe('when the server restarts', () => {
  test.use({ baseURL: undefined })

  test('says that it reconnects, shows missed changes, and continues to watch', async ({
    page,
    signInAs,
    allowConsole,
  }) => {
    // A script that the page loads later is requested again too.
    allowConsole(
      /ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE|CONNECTION_RESET) .*(api\/trpc|_next\/static)/,
    )
    const app = await startApp()
    try {
      const { worker, shifts, makeColleague } = await makeFixture(app.db, [
        { name: 'Hickory Ward', startsAt: at('06-08') },
        { name: 'Ivy Ward', startsAt: at('06-09') },
      ])
      await signInAs(worker, page)
      const watches = page.waitForResponse(/shift\.watch/)
      await page.goto(app.url + month)
      await watches
      await expect(page.getByRole('button', shiftAt('Hickory Ward'))).toBeVisible()

      const colleague = await makeColleague()
      await app.stopWeb()
      await expect(page.getByText('Reconnecting…')).toBeVisible()
      await claimFor(app.db, colleague, shifts[0] ?? { id: 0 })
      await app.startWeb()
      // Neither note: on a busy machine the page polls before the server is back, and only then receives events again.
      await expect(page.getByText(/Reconnecting…|Live updates are not coming through/)).toBeHidden({
        timeout: 60_000,
      })
      await expect(page.getByRole('button', shiftAt('Hickory Ward'))).toBeHidden()
      await expect(page.getByRole('button', shiftAt('Ivy Ward'))).toBeVisible()

      await holdRequests(page, /listEligible|countEligible/)
      await claimFor(app.db, colleague, shifts[1] ?? { id: 0 })
      await expect(page.getByRole('button', shiftAt('Ivy Ward'))).toBeHidden()
    } finally {
      await page.close()
      await app.close()
    }
  })
})

test('polls while no events arrive, says so, and returns to live updates', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Juniper Ward', startsAt: at('06-08') },
    { name: 'Kapok Ward', startsAt: at('06-16') },
  ])
  const [first = { id: 0 }, second = { id: 0 }] = shifts
  const colleague = await makeColleague()
  await page.clock.install()
  // No response, as behind a proxy that buffers all of it.
  await page.route(/shift\.watch/, () => {})
  await signInAs(worker)
  const watches = page.waitForRequest(/shift\.watch/)
  await page.goto(month)
  await watches
  const note = page.getByText('Live updates are not coming through.')
  await expect(note).toBeHidden()
  await claimFor(app.db, colleague, first)
  await expect(page.getByRole('button', shiftAt('Juniper Ward'))).toBeVisible()
  await page.clock.runFor(17_000)
  await expect(note).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Juniper Ward'))).toBeHidden()
  await expectAccessible(page)

  await claimFor(app.db, colleague, second)
  await page.clock.runFor(17_000)
  await expect(page.getByRole('button', shiftAt('Kapok Ward'))).toBeHidden()
  await expect(note).toBeVisible()

  await page.unroute(/shift\.watch/)
  const reconnects = page.waitForResponse(/shift\.watch/)
  await page.clock.runFor(17_000)
  await reconnects
  await expect(note).toBeHidden()
})

test('polls if the event stream is blocked, and says so', async ({ page, app, signInAs, allowConsole }) => {
  allowConsole(/ERR_BLOCKED_BY_CLIENT.*shift\.watch/)
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Larch Ward', startsAt: at('06-08') },
  ])
  await page.clock.install()
  await page.route(/shift\.watch/, (route) => route.abort('blockedbyclient'))
  await signInAs(worker)
  const watches = page.waitForRequest(/shift\.watch/)
  await page.goto(month)
  await watches
  await claimFor(app.db, await makeColleague(), shifts[0] ?? { id: 0 })
  await page.clock.runFor(17_000)
  await expect(page.getByText('Live updates are not coming through.')).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Larch Ward'))).toBeHidden()
})

test('polls if the event stream opens but sends no events', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Myrtle Ward', startsAt: at('06-08') }])
  await page.clock.install()
  // Playwright cannot keep a response open, so each stream ends after its first event, and the page connects again.
  await page.route(/shift\.watch/, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: 'event: connected\ndata: {}\n\n' }),
  )
  await signInAs(worker)
  const watches = page.waitForRequest(/shift\.watch/)
  await page.goto(month)
  await watches
  await page.clock.runFor(17_000)
  await expect(page.getByText('Live updates are not coming through.')).toBeVisible()
})

test('says what has not been loaded while it is offline', async ({ page, app, signInAs, allowConsole }) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Nettle Ward', startsAt: at('06-08') },
    { name: 'Oleander Ward', startsAt: at('08-08') },
  ])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await signInAs(worker)
  const held = await holdEach(page, /facility\.listEligible/)
  const watches = page.waitForResponse(/shift\.watch/)
  const july = page.waitForResponse(
    (response) =>
      response.url().includes('listEligible') &&
      decodeURIComponent(response.url()).includes(nextYear('07-01')),
  )
  await page.goto(month)
  await watches
  await july
  const facilities = await held.next()
  const panel = page.getByRole('dialog')
  // Loads the script of the panel.
  await page.getByRole('button', { name: 'Filters' }).click()
  await panel.getByRole('button', { name: 'Close' }).click()
  await expect(panel).toBeHidden()
  await page.context().setOffline(true)
  await expect(page.getByText('You are offline. What you see')).toBeVisible()

  await facilities.abort('internetdisconnected')

  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(panel.getByText('the facilities have not been loaded yet')).toBeVisible()
  await expect(panel.getByText('0 facilities')).toHaveCount(0)
  await panel.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('link', { name: /June 20/ }).click()
  await expect(
    page.getByText(/^0 you can take in \S+\. You are offline: some shifts have not been loaded/),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Day', exact: true }).click()
  await expect(page.getByText('You are offline, and this period has not been loaded yet.')).toBeVisible()
  await expect(page.getByText(/you can take/i)).toHaveCount(0)
  await page.getByRole('link', { name: 'Month', exact: true }).click()

  // The next month is loaded ahead, and the one after it is not.
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page).toHaveURL(new RegExp(nextYear('07-')))
  await expect(page.getByText('0 you can take')).toBeVisible()
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByText('You are offline, and this period has not been loaded yet.')).toBeVisible()
  await expect(page.getByText('Looking for')).toHaveCount(0)

  // The facilities and the shifts may be asked for in one request.
  await page.unrouteAll()
  await page.context().setOffline(false)
  await expect(page.getByRole('button', shiftAt('Oleander Ward'))).toBeVisible()
})

for (const [how, days] of [
  ['fast', 1],
  ['slow', -1],
] as const) {
  test(`uses the server’s clock if the browser’s is a day ${how}`, async ({ page, app, signInAs }) => {
    const startsAt = new Date(Date.now() + 2 * 3_600_000)
    const { worker } = await makeFixture(app.db, [{ name: 'Poppy Ward', startsAt: startsAt.toISOString() }])
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' }).format(startsAt)
    await page.clock.install({ time: Date.now() + days * 24 * 3_600_000 })
    await signInAs(worker)
    await page.goto(`/?view=day&date=${day}`)
    const past = page.locator('[data-past="true"]', { hasText: 'Poppy Ward' })
    await expect(page.getByRole('button', shiftAt('Poppy Ward'))).toBeVisible()
    await page.clock.runFor('02:10')
    await expect(past).toHaveCount(0)
    await page.clock.fastForward('02:10:00')
    await expect(past).toBeVisible()
  })
}
