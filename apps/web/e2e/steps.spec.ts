import type { Page } from '@playwright/test'
import { makeFixture } from './fixture.ts'
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
      const grid = document.querySelector('main [data-view]')
      const text = grid?.textContent ?? ''
      frames.push({
        heading: document.querySelector('h2')?.textContent ?? '',
        days: grid?.querySelectorAll('[role=cell], [role=gridcell]').length ?? 0,
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
  { name: 'Birch Clinic', startsAt: '2026-12-08T14:00:00Z' },
  { name: 'Cedar Clinic', startsAt: '2027-01-12T14:00:00Z' },
  { name: 'Elm Clinic', startsAt: '2027-02-09T14:00:00Z' },
]

test('shows the last month until the next one is loaded, and no frame without a calendar', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByRole('button', { name: /Birch Clinic/ })).toBeVisible()
  const stop = await recordFrames(page, ['Birch Clinic', 'Cedar Clinic'])

  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page).toHaveURL('/?view=month&date=2027-01-01')
  await expect(page.locator('main [aria-busy=true]').first()).toBeAttached()
  await expect(page.getByRole('button', { name: /Birch Clinic/ })).toBeVisible()
  release()
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Cedar Clinic/ })).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)

  const frames = await stop()
  for (const { heading, days, facilities } of frames) {
    expect(days).toBeGreaterThanOrEqual(28)
    expect(facilities).toEqual([heading === 'December 2026' ? 'Birch Clinic' : 'Cedar Clinic'])
  }
  expect(new Set(frames.map(({ heading }) => heading))).toEqual(new Set(['December 2026', 'January 2027']))
})

test('two quick steps end at the month after the next, and the back button returns by single months', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: 'Next month' }).dblclick()
  await expect(page).toHaveURL('/?view=month&date=2027-02-01')
  release()
  await expect(page.getByRole('heading', { name: 'February 2027' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Elm Clinic/ })).toBeVisible()

  await goBack(page)
  await expect(page).toHaveURL('/?view=month&date=2027-01-01')
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Cedar Clinic/ })).toBeVisible()
  await goBack(page)
  await expect(page).toHaveURL('/?view=month&date=2026-12-01')
  await expect(page.getByRole('heading', { name: 'December 2026' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Birch Clinic/ })).toBeVisible()
})

test('returns to the month shown if the step is taken back before its month is loaded', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, fixture)
  await signInAs(worker)
  const release = await holdRequests(page, ofShifts)
  await page.goto('/?view=month&date=2026-12-01')
  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page).toHaveURL('/?view=month&date=2027-01-01')
  await goBack(page)
  await expect(page).toHaveURL('/?view=month&date=2026-12-01')
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  release()
  await expect(page.getByRole('heading', { name: 'December 2026' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Birch Clinic/ })).toBeVisible()
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
  await page.goto('/?view=month&date=2026-12-01')
  // The shifts of January's days are the last that are loaded ahead.
  const isJanuaryList = (url: string) => url.includes('listEligible') && url.includes('2027-01-12T06:00')
  await expect.poll(() => responses.some(isJanuaryList)).toBe(true)

  const requested: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).pathname))
  await holdRequests(page, ofShifts)
  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page.getByRole('heading', { name: 'January 2027' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Cedar Clinic/ })).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  expect(requested.filter((path) => !path.startsWith('/api/trpc/'))).toEqual([])
})
