import type { Page } from '@playwright/test'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'
import { expect, goBack, holdRequests, test } from './test.ts'

const ofShifts = /countEligibleByDay|listEligible|listClaimed/

/** What the screen shows in a frame. */
interface Frame {
  heading: string
  days: number
  facilities: string[]
}

/** Records what each frame shows, until the returned function is called. */
async function recordFrames(page: Page, facilities: string[]): Promise<() => Promise<Frame[]>> {
  const recording = await page.evaluateHandle((names) => {
    const frames: Frame[] = []
    let isRecording = true
    const record = () => {
      const view = document.querySelector('main [data-view=month]')
      const text = view?.textContent ?? ''
      frames.push({
        heading: document.querySelector('h2')?.textContent ?? '',
        days: view?.querySelectorAll('[data-day]').length ?? 0,
        facilities: names.filter((name) => text.includes(name)),
      })
      if (isRecording) requestAnimationFrame(record)
    }
    requestAnimationFrame(record)
    const stop = () => {
      isRecording = false
      return frames
    }
    return { frames, stop }
  }, facilities)
  // At least one frame before the step.
  await expect.poll(() => recording.evaluate(({ frames }) => frames.length)).toBeGreaterThan(0)
  return () => recording.evaluate(({ stop }) => stop())
}

const fixture = [
  { name: 'Birch Clinic', startsAt: `${nextYear('06-08')}T14:00:00Z` },
  { name: 'Cedar Clinic', startsAt: `${nextYear('07-12')}T14:00:00Z` },
  { name: 'Elm Clinic', startsAt: `${nextYear('08-09')}T14:00:00Z` },
]
const year = nextYear('').slice(0, 4)
const monthFrom = (day: string) => `/?view=month&date=${nextYear(day)}`
const [june, july, august] = [monthFrom('06-01'), monthFrom('07-01'), monthFrom('08-01')]

test('shows the last month until the next one is loaded, and no frame without a calendar', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto(june)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
  const stop = await recordFrames(page, ['Birch Clinic', 'Cedar Clinic'])

  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page).toHaveURL(july)
  await expect(page.locator('main [aria-busy=true]').first()).toBeAttached()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
  release()
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)

  const frames = await stop()
  for (const { heading, days, facilities } of frames) {
    expect(days).toBeGreaterThanOrEqual(28)
    // The agenda has no end: in June it also lists July.
    expect(facilities).toEqual(
      heading === `June ${year}` ? ['Birch Clinic', 'Cedar Clinic'] : ['Cedar Clinic'],
    )
  }
  expect(new Set(frames.map(({ heading }) => heading))).toEqual(new Set([`June ${year}`, `July ${year}`]))
})

test('two quick steps end at the month after the next, and the back button returns by single months', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto(june)
  await page.getByRole('link', { name: 'Next month' }).dblclick()
  await expect(page).toHaveURL(august)
  release()
  await expect(page.getByRole('heading', { name: `August ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Elm Clinic'))).toBeVisible()

  await goBack(page)
  await expect(page).toHaveURL(july)
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeVisible()
  await goBack(page)
  await expect(page).toHaveURL(june)
  await expect(page.getByRole('heading', { name: `June ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
})

test('returns to the month shown if the step is taken back before its month is loaded', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto(june)
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page).toHaveURL(july)
  await goBack(page)
  await expect(page).toHaveURL(june)
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  release()
  await expect(page.getByRole('heading', { name: `June ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
})

test('shows a neighbouring month without the network, and fetches no file again', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const responses: string[] = []
  page.on('requestfinished', (request) => responses.push(decodeURIComponent(request.url())))
  await page.goto(june)
  const isJulyAgenda = (url: string) => url.includes('listEligible') && url.includes(nextYear('07-01'))
  await expect.poll(() => responses.some(isJulyAgenda)).toBe(true)

  const requested: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).pathname))
  await holdRequests(page, ofShifts)
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByRole('heading', { name: `July ${year}` })).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Cedar Clinic'))).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  expect(requested.filter((path) => !path.startsWith('/api/trpc/'))).toEqual([])
})

/** Resolves after the page has drawn this many frames. */
const nextFrames = (page: Page, frames: number) =>
  page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame)
  }, frames)

/** Opens the page as the server sent it. The scripts that load later wait for `release`; `script` is the first of them. */
async function gotoWithoutGrid(page: Page, path: string) {
  // Another page loads the texts too. No page has them in its HTML.
  const scripts = new Set<string>()
  page.on('request', (request) => scripts.add(new URL(request.url()).pathname))
  await page.goto('/documents')
  page.removeAllListeners('request')
  const html = await (await page.request.get(path)).text()
  const isLater = ({ pathname }: URL) =>
    pathname.endsWith('.js') && !html.includes(pathname) && !scripts.has(pathname)
  const release = await holdRequests(page, isLater)
  const requested = page.waitForRequest((request) => isLater(new URL(request.url())))
  await page.goto(path)
  return { release, script: await requested }
}

for (const view of ['week', 'day'])
  test(`the server's ${view} stays until the script of the grid is loaded`, async ({
    page,
    app,
    signInAs,
    allowConsole,
  }) => {
    allowConsole(/ERR_INTERNET_DISCONNECTED/)
    const { worker } = await makeFixture(app.db, fixture)
    await signInAs(worker)
    await page.setViewportSize({ width: 390, height: 844 })
    const { release } = await gotoWithoutGrid(page, `/?view=${view}&date=${nextYear('06-08')}`)
    await page.context().setOffline(true)
    await expect(page.getByText('You are offline. What you see may have changed.')).toBeVisible()
    await page.context().setOffline(false)
    // The server's HTML has no handlers: the click is repeated once the script is loaded.
    await page.getByRole('button', shiftAt('Birch Clinic')).click()
    release()
    await expect(page.getByRole('dialog', { name: 'Birch Clinic' })).toBeVisible()
  })

test("the server's week stays while a button in it is pressed", async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const { release, script } = await gotoWithoutGrid(page, `/?view=week&date=${nextYear('06-08')}`)
  await page.getByRole('button', shiftAt('Birch Clinic')).hover()
  await page.mouse.down()
  const loaded = page.waitForEvent('requestfinished', (request) => request === script)
  release()
  await loaded
  await nextFrames(page, 20)
  await page.mouse.up()
  await expect(page.getByRole('dialog', { name: 'Birch Clinic' })).toBeVisible()
})
