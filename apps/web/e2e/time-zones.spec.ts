import type { Request } from '@playwright/test'
import { expect, test } from './test.ts'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'

test('shows two viewers in two zones the same day and hours, those of the facility’s clock', async ({
  browser,
  app,
  signInAs,
}) => {
  // 11 PM on December 8 in Denver, which is 1 AM on December 9 in New York.
  const { worker } = await makeFixture(app.db, [
    { name: 'Mountain Ward', timeZone: 'America/Denver', startsAt: `${nextYear('12-09')}T06:00:00Z` },
  ])
  const viewers = [
    { timezoneId: 'America/Denver', hours: '11 PM – 7 AM' },
    { timezoneId: 'America/New_York', hours: '11 PM – 7 AM MST' },
  ]
  for (const { timezoneId, hours } of viewers) {
    const context = await browser.newContext({ baseURL: app.url, timezoneId, locale: 'en-US' })
    const page = await context.newPage()
    await signInAs(worker, page)
    await page.goto(`/?view=month&date=${nextYear('12-01')}`)
    const agenda = page.getByRole('region', { name: 'Shifts by day' })
    const expectOnFacilityClock = async () => {
      await expect(page.getByRole('link', { name: /December 8, 1 shift you can take/ })).toBeVisible()
      await expect(page.getByRole('link', { name: /December 9, 0 shifts you can take/ })).toBeVisible()
      await expect(agenda.getByRole('heading')).toHaveText([/, December 8$/])
      await expect(agenda.getByText('Mountain Ward')).toBeVisible()
      await expect(agenda.getByText(hours, { exact: true })).toBeVisible()
    }
    await expectOnFacilityClock()
    // The server knows the zone from the cookie.
    await page.reload()
    await expectOnFacilityClock()
    await context.close()
  }
})

/** The calls of the API in a request, each with its input. */
function callsIn(request: Request): string[] {
  const { pathname, searchParams } = new URL(request.url())
  if (!pathname.startsWith('/api/trpc/') || pathname.endsWith('shift.watch')) return []
  const inputs: Record<string, unknown> = JSON.parse(searchParams.get('input') ?? '{}')
  const names = pathname.slice('/api/trpc/'.length).split(',')
  return names.map((name, index) => `${name} ${JSON.stringify(inputs[index])}`)
}

test('renders the first calendar in the viewer’s zone, so that it is not loaded twice', async ({
  browser,
  app,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Near Ward', startsAt: `${nextYear('06-08')}T06:00:00Z` },
    { name: 'Next Ward', startsAt: `${nextYear('07-12')}T06:00:00Z` },
  ])
  const context = await browser.newContext({
    baseURL: app.url,
    timezoneId: 'Asia/Kathmandu',
    locale: 'en-US',
  })
  const page = await context.newPage()
  // What is loaded stays fresh, on a slow machine too.
  await page.clock.setFixedTime(Date.now())
  const calls: string[] = []
  page.on('request', (request) => calls.push(...callsIn(request)))
  await page.goto(`/sign-in?next=/?date=${nextYear('06-01')}`)
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('button', shiftAt('Near Ward'))).toBeVisible()
  // Once the next month is shown, requests for the first one would have been sent.
  await page.getByRole('link', { name: 'Next month' }).click()
  await expect(page.getByRole('button', shiftAt('Near Ward'))).toBeHidden()
  await expect(page.getByRole('button', shiftAt('Next Ward'))).toBeVisible()
  // A month begins with the Sunday before its first day.
  const firstDays = calls.flatMap((call) => /"fromDay":"([^"]+)"/.exec(call)?.[1] ?? [])
  expect(firstDays).not.toEqual([])
  expect(firstDays.filter((day) => day > nextYear('05-02') && day < nextYear('06-02'))).toEqual([])
  expect(new Set(calls).size).toBe(calls.length)
  await context.close()
})

test('shows the day whose number was clicked, also east of Greenwich', async ({ browser, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Early Ward', startsAt: `${nextYear('12-08')}T05:30:00Z` },
    { name: 'Far Ward', startsAt: `${nextYear('12-08')}T06:00:00Z` },
  ])
  const context = await browser.newContext({
    baseURL: app.url,
    timezoneId: 'Asia/Kathmandu',
    locale: 'en-US',
  })
  const page = await context.newPage()
  await signInAs(worker, page)
  await page.goto(`/?view=month&date=${nextYear('12-01')}`)
  await expect(page.getByRole('button', shiftAt('Early Ward'))).toBeVisible()
  const number = page.getByRole('link', { name: /December 8, 1 shift you can take/ })
  await number.click()
  await expect(page).toHaveURL(`/?view=month&date=${nextYear('12-08')}`)
  await expect(page.getByRole('button', shiftAt('Early Ward'))).toBeHidden()
  await expect(page.getByRole('button', shiftAt('Far Ward'))).toBeVisible()
  await expect(page.getByRole('region', { name: 'Shifts by day' }).getByRole('heading')).toHaveText([
    /, December 8$/,
  ])
  await expect(number).toHaveAttribute('aria-current', 'date')
  await expect(number).toBeFocused()
  await context.close()
})
