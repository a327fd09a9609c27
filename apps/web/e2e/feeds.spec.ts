import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { startCollector } from './collector.ts'
import { expectFits } from './fits.ts'
import { claimFor, makeFixture, nextYear } from './fixture.ts'
import { expect, expectAccessible, test } from './test.ts'

const startsAt = `${nextYear('06-08')}T14:00:00Z`

/** Opens the panel of calendars. */
async function openPanel(page: Page): Promise<Locator> {
  await page.goto('/my-shifts')
  await page.getByRole('button', { name: 'Show in my calendar' }).click()
  const panel = page.getByRole('dialog')
  await expect(panel.getByText('None yet.')).toBeVisible()
  return panel
}

/** Creates an address in the panel, and returns it. */
async function createAddress(panel: Locator, button: string): Promise<string> {
  await panel.getByRole('button', { name: button }).click()
  const address = panel.getByLabel('Your calendar’s address')
  await expect(address).toHaveValue(/\/feeds\/[\w-]{43}\.ics$/)
  return address.inputValue()
}

/** The events at the address: what they are about, and their status. */
async function readEvents(request: APIRequestContext, address: string) {
  const response = await request.get(address)
  expect(response.status()).toBe(200)
  expect(response.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  const [, ...events] = (await response.text()).split('BEGIN:VEVENT\r\n')
  return events.map((event) => ({
    summary: /^SUMMARY:(.*)\r$/m.exec(event)?.[1],
    status: /^STATUS:(.*)\r$/m.exec(event)?.[1],
  }))
}

test('connects a calendar to claimed shifts, and disconnects it', async ({
  page,
  app,
  signInAs,
  playwright,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Lake Clinic', startsAt, count: 2 }])
  const [shift] = shifts
  if (!shift) throw new Error('There is no shift.')
  await claimFor(app.db, worker, shift)
  await signInAs(worker)
  const panel = await openPanel(page)
  const address = await createAddress(panel, 'My shifts')
  await expect(panel.getByRole('link', { name: 'Open in my calendar app' })).toHaveAttribute(
    'href',
    address.replace(/^http:/, 'webcal:'),
  )

  // A calendar program has no session.
  const calendar = await playwright.request.newContext()
  expect(await readEvents(calendar, address)).toEqual([{ summary: 'RN · Lake Clinic', status: 'CONFIRMED' }])

  // The address is not shown a second time.
  await panel.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Show in my calendar' }).click()
  const disconnect = panel.getByRole('button', { name: /^Disconnect: My shifts, since / })
  await expect(disconnect).toBeVisible()
  await expect(panel.getByLabel('Your calendar’s address')).toBeHidden()
  const html = await page.content()
  expect(html).not.toContain(new URL(address).pathname)

  await disconnect.click()
  await expect(panel.getByText('Disconnected. That calendar gets no more updates.')).toBeVisible()
  await expect(disconnect).toBeHidden()
  expect((await calendar.get(address)).status()).toBe(404)
  await calendar.dispose()
})

test('connects a calendar to the open shifts under the saved filter', async ({
  page,
  app,
  signInAs,
  request,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Day Clinic', startsAt },
    { name: 'Night Clinic', startsAt: `${nextYear('06-09')}T02:00:00Z` },
  ])
  await app.db.execute(`insert into saved_filter values (${worker.id}, '{"partsOfDay": ["night"]}')`)
  await signInAs(worker)
  const panel = await openPanel(page)
  const address = await createAddress(panel, 'Shifts I can take, under my filter')
  expect(await readEvents(request, address)).toMatchObject([{ summary: 'RN · Night Clinic' }])
})

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1_440, height: 900 },
]) {
  test.describe(`${viewport.width} pixels wide`, () => {
    test.use({ viewport })

    test('has an accessible panel that fits', async ({ page, app, signInAs }) => {
      const { worker } = await makeFixture(app.db, [])
      await signInAs(worker)
      const panel = await openPanel(page)
      await expectAccessible(page)
      await createAddress(panel, 'My shifts')
      await expect(panel.getByRole('button', { name: /^Disconnect/ })).toBeVisible()
      await expectAccessible(page)
      await expectFits(page, 'the panel')
    })
  })
}

test('offers a claimed shift as a file, to the worker who has it alone', async ({
  page,
  app,
  signInAs,
  request,
  allowConsole,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [{ name: 'Lake Clinic', startsAt }])
  const [shift] = shifts
  if (!shift) throw new Error('There is no shift.')
  const file = `/shifts/${shift.id}/calendar.ics`
  expect((await request.get(file)).status()).toBe(401)

  await signInAs(worker)
  await page.goto(`/shifts/${shift.id}`)
  const link = page.getByRole('link', { name: 'Add to calendar' })
  await expect(page.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
  await expect(link).toBeHidden()
  expect((await page.request.get(file)).status()).toBe(404)

  await claimFor(app.db, worker, shift)
  await page.reload()
  const downloading = page.waitForEvent('download')
  await link.click()
  expect((await downloading).suggestedFilename()).toBe(`shift-${shift.id}.ics`)
  expect(await readEvents(page.request, file)).toEqual([{ summary: 'RN · Lake Clinic', status: 'CONFIRMED' }])
  for (const path of ['/shifts/0/calendar.ics', '/shifts/x/calendar.ics', '/shifts/2147483647/calendar.ics'])
    expect((await page.request.get(path)).status()).toBe(404)

  // The page that is open is the other worker's.
  allowConsole(/status of 40[13]/)
  await signInAs(await makeColleague())
  expect((await page.request.get(file)).status()).toBe(404)
})

test('writes the secret in an address to no trace', async ({ page, app, signInAs, playwright }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const address = await createAddress(await openPanel(page), 'My shifts')
  const [, secret = ''] = /([\w-]{43})\.ics$/.exec(address) ?? []
  const collector = await startCollector()
  const web = await app.startOtherWeb(collector.env)
  const calendar = await playwright.request.newContext({ baseURL: web.url })
  try {
    for (const path of [`/feeds/${secret}.ics`, `/feeds/${secret}.ics/`, `/feeds/${secret}`])
      await calendar.get(path)
    // Spans arrive in the order in which they end.
    await calendar.get('/sign-in?last')
    await expect.poll(() => JSON.stringify(collector.spans)).toContain('/sign-in')
    expect(JSON.stringify(collector.spans)).not.toContain(secret)
  } finally {
    await calendar.dispose()
    await web.close()
    collector.close()
  }
})
