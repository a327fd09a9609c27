import { expect, test } from './test.ts'
import { makeFixture } from './fixture.ts'

test('shows two viewers in two zones the same hours on the facility’s clock, each on their own day', async ({
  browser,
  app,
  signInAs,
}) => {
  // 11 PM on December 8 in Denver, which is 1 AM on December 9 in New York.
  const { worker } = await makeFixture(app.db, [
    { name: 'Mountain Ward', timeZone: 'America/Denver', startsAt: '2026-12-09T06:00:00Z' },
  ])
  const viewers = [
    { timezoneId: 'America/Denver', day: 'December 8', hours: '11 PM – 7 AM' },
    { timezoneId: 'America/New_York', day: 'December 9', hours: '11 PM – 7 AM MST' },
  ]
  for (const { timezoneId, day, hours } of viewers) {
    const context = await browser.newContext({ baseURL: app.url, timezoneId, locale: 'en-US' })
    const page = await context.newPage()
    await signInAs(worker, page)
    await page.goto('/?view=month&date=2026-12-01')
    const cell = page.getByRole('cell', { name: new RegExp(day) })
    await expect(cell.getByText('Mountain Ward')).toBeVisible()
    await expect(cell.getByText(hours, { exact: true })).toBeVisible()
    // The server knows the zone from the cookie.
    await page.reload()
    await expect(cell.getByText('Mountain Ward')).toBeVisible()
    await context.close()
  }
})

test('renders the first calendar in the viewer’s zone, so that it is not loaded twice', async ({
  browser,
  app,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Near Ward', startsAt: '2026-12-08T06:00:00Z' },
    { name: 'Next Ward', startsAt: '2027-01-12T06:00:00Z' },
  ])
  const context = await browser.newContext({
    baseURL: app.url,
    timezoneId: 'Asia/Kathmandu',
    locale: 'en-US',
  })
  const page = await context.newPage()
  const requests: string[] = []
  page.on('request', (request) => requests.push(decodeURIComponent(request.url())))
  await page.goto('/sign-in?next=/?date=2026-12-01')
  await page.getByLabel(/sign in as/i).fill(String(worker.id))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Near Ward')).toBeVisible()
  // Once the next month is shown, requests for the first one would have been sent.
  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page.getByText('Next Ward')).toBeVisible()
  expect(requests.filter((url) => url.includes('countEligibleByDay') && url.includes('"2026-11-'))).toEqual(
    [],
  )
  const months = requests.flatMap((url) => /"timeZone":"[^"]+","from":"([^"]+)"/.exec(url)?.[1] ?? [])
  expect(months).not.toEqual([])
  expect(new Set(months).size).toBe(months.length)
  await context.close()
})

test('shows the day whose number was clicked, also east of Greenwich', async ({ browser, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Far Ward', startsAt: '2026-12-08T06:00:00Z' }])
  const context = await browser.newContext({
    baseURL: app.url,
    timezoneId: 'Asia/Kathmandu',
    locale: 'en-US',
  })
  const page = await context.newPage()
  await signInAs(worker, page)
  await page.goto('/?view=month&date=2026-12-01')
  await expect(page.getByText('Far Ward')).toBeVisible()
  const number = page.getByRole('link', { name: 'Every shift of December 8, 2026' })
  await number.click()
  const panel = page.getByRole('dialog', { name: 'Tuesday, December 8' })
  await expect(panel.getByText('Far Ward')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(number).toBeFocused()
  await context.close()
})
