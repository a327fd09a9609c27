import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { App } from './app.ts'
import { collectConsole, expect, test } from './test.ts'
import { makeFixture, nextYear, shiftAt } from './fixture.ts'

/** Opens a page that runs `script` before any other script. Returns it with its console errors and warnings. */
async function newPageWithScript(
  browser: Browser,
  app: App,
  script: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; consoleMessages: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-US', ...options })
  const page = await context.newPage()
  await page.addInitScript(script)
  return { page, consoleMessages: collectConsole(context), close: () => context.close() }
}

const overrideResolvedOptions = (body: string) => `{
  const original = Intl.DateTimeFormat.prototype.resolvedOptions
  Intl.DateTimeFormat.prototype.resolvedOptions = function () { ${body} }
}`
const reportZone = (zone: string | undefined) =>
  overrideResolvedOptions(
    `return { ...original.call(this), timeZone: ${zone === undefined ? 'undefined' : JSON.stringify(zone)} }`,
  )

/** A script that gives a zone the rules of another. With an unknown one as the other, the zone is unknown too. */
const replaceZone = (zone: string, as: string) => `{
  // The polyfill uses Intl, which is replaced below.
  delete globalThis.Temporal
  const Original = Intl.DateTimeFormat
  const changed = (options) => options?.timeZone?.toLowerCase() === '${zone.toLowerCase()}' ? { ...options, timeZone: '${as}' } : options
  Intl.DateTimeFormat = new Proxy(Original, {
    construct: (target, [locales, options], self) => Reflect.construct(target, [locales, changed(options)], self),
    apply: (target, self, [locales, options]) => target(locales, changed(options)),
  })
}`

const december = `/?view=month&date=${nextYear('12-01')}`

/** The days of the agenda. */
const agendaDays = (page: Page) => page.getByRole('region', { name: 'Shifts by day' }).getByRole('heading')

for (const { what, script, zone } of [
  { what: 'undefined', script: reportZone(undefined), zone: 'America/New York' },
  { what: 'Etc/Unknown', script: reportZone('Etc/Unknown'), zone: 'America/New York' },
  {
    what: 'an error',
    script: overrideResolvedOptions('throw new RangeError("no zone")'),
    zone: 'America/New York',
  },
  { what: 'PST8PDT', script: reportZone('PST8PDT'), zone: 'America/Los Angeles' },
]) {
  test(`replaces the zone if the browser reports ${what}, and says which one it uses`, async ({
    browser,
    app,
    signInAs,
  }) => {
    const { worker } = await makeFixture(app.db, [
      // 11 PM on December 7 in New York, 8 PM in Los Angeles.
      { name: 'Agate Ward', timeZone: 'America/New_York', startsAt: `${nextYear('12-08')}T04:00:00Z` },
    ])
    const { page, consoleMessages, close } = await newPageWithScript(browser, app, script)
    await signInAs(worker, page)
    await page.goto(december)
    await expect(page.getByRole('note')).toContainText(zone)
    await expect(page.getByRole('link', { name: /December 7, 1 shift you can take/ })).toBeVisible()
    await expect(agendaDays(page)).toHaveText([/December 7$/])
    await page.getByRole('button', shiftAt('Agate Ward')).click()
    const dialog = page.getByRole('dialog', { name: 'Agate Ward' })
    await expect(dialog.getByText(/, December 7$/)).toBeVisible()
    await expect(dialog.getByText(/^11 PM/)).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Next month' }).click()
    await expect(page.getByText('0 you can take')).toBeVisible()
    // The server renders the next page in this zone.
    await page.reload()
    await expect(page.getByRole('note')).toContainText(zone)
    expect(consoleMessages).toEqual([])
    await close()
  })
}

test('uses the new zone of a browser that has changed its zone since the last visit', async ({
  browser,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, [
    { name: 'Basalt Ward', startsAt: `${nextYear('12-08')}T04:30:00Z` },
  ])
  const { page, consoleMessages, close } = await newPageWithScript(browser, app, '', {
    timezoneId: 'Asia/Kathmandu',
  })
  await signInAs(worker, page)
  await page.context().addCookies([{ name: 'time-zone', value: 'America%2FChicago', url: app.url }])
  await page.goto(december)
  const shift = page.getByRole('button', shiftAt('Basalt Ward'))
  // A viewer in Chicago would not see the zone of the facility there.
  await expect(shift).toContainText('10:30 PM – 6:30 AM CST')
  await expect(agendaDays(page)).toHaveText([/December 7$/])
  await expect(page.getByRole('note')).toBeHidden()
  await shift.click()
  await expect(page.getByRole('dialog')).toContainText(/On your clock: ..., Dec 8, 10:15 AM/)
  expect(consoleMessages).toEqual([])
  await close()
})

for (const { who, zone, script } of [
  // PostgreSQL knows the zone Factory, and Node does not.
  { who: 'Node', zone: 'Factory', script: '' },
  { who: 'the browser', zone: 'America/Denver', script: replaceZone('America/Denver', 'Nowhere/Else') },
]) {
  test(`shows a shift in a zone that ${who} does not know`, async ({ browser, app, signInAs }) => {
    const { worker } = await makeFixture(app.db, [
      { name: 'Coral Ward', timeZone: zone, startsAt: `${nextYear('06-08')}T14:00:00Z` },
    ])
    const { page, consoleMessages, close } = await newPageWithScript(browser, app, script, {
      timezoneId: 'America/Chicago',
    })
    await signInAs(worker, page)
    const response = await page.goto(`/?view=month&date=${nextYear('06-01')}`)
    expect(response?.status()).toBe(200)
    const shift = page.getByRole('button', shiftAt('Coral Ward'))
    await expect(shift).toContainText('9 AM – 5 PM your time')
    await shift.click()
    const dialog = page.getByRole('dialog', { name: 'Coral Ward' })
    await expect(dialog).toContainText('not known here: the times are on your clock')
    await dialog.getByRole('button', { name: 'Claim this shift' }).click()
    await expect(page.getByRole('button', { name: /Coral Ward.*Yours/ })).toBeVisible()
    await page.getByRole('link', { name: 'My shifts', exact: true }).click()
    await expect(page.getByRole('main').getByRole('listitem')).toContainText('your time')
    expect(consoleMessages).toEqual([])
    await close()
  })
}

for (const timezoneId of ['America/Vancouver', 'America/Chicago']) {
  test(`shows hours in Vancouver by the browser’s rules to a viewer in ${timezoneId}`, async ({
    browser,
    app,
    signInAs,
  }) => {
    // British Columbia has permanent summer time from 2026 on, which Node, browsers or PostgreSQL may not know yet.
    const startsAt = `${nextYear('12-08')}T07:30:00Z`
    const { worker } = await makeFixture(app.db, [
      { name: 'Fjord Ward', timeZone: 'America/Vancouver', startsAt },
    ])
    const { page, consoleMessages, close } = await newPageWithScript(browser, app, '', { timezoneId })
    await signInAs(worker, page)
    await page.goto(december)
    const hours = await page.evaluate(
      (instant) =>
        new Intl.DateTimeFormat('en-US', {
          hour: 'numeric',
          minute: '2-digit',
          timeZone: 'America/Vancouver',
        })
          .format(new Date(instant))
          .replaceAll('\u202f', ' '),
      startsAt,
    )
    await expect(page.getByRole('button', shiftAt('Fjord Ward'))).toContainText(hours)
    // On the day on which the server counts it.
    await page.getByRole('link', { name: /1 shift you can take/ }).click()
    for (const view of ['Day', 'Week']) {
      await page.getByRole('link', { name: view, exact: true }).click()
      await expect(page.locator(`[data-view=${view.toLowerCase()}][aria-busy]`)).toContainText(hours)
    }
    await page.getByRole('button', shiftAt('Fjord Ward')).click()
    await expect(page.getByRole('dialog')).toContainText(hours)
    expect(consoleMessages).toEqual([])
    await close()
  })
}

test('shows the browser’s hours if they are on another day than the server’s', async ({
  browser,
  app,
  signInAs,
}) => {
  // 12:30 AM on July 8 in Denver, and 11:30 PM on July 7 with the rules of Phoenix.
  const { worker } = await makeFixture(app.db, [
    { name: 'Gully Ward', timeZone: 'America/Denver', startsAt: `${nextYear('07-08')}T06:30:00Z` },
  ])
  const script = replaceZone('America/Denver', 'America/Phoenix')
  const { page, consoleMessages, close } = await newPageWithScript(browser, app, script, {
    timezoneId: 'America/Chicago',
  })
  await signInAs(worker, page)
  const hours = /11:30 PM – 7:30 AM \S+/
  await page.goto(`/?view=month&date=${nextYear('07-01')}`)
  const shift = page.getByRole('button', shiftAt('Gully Ward'))
  await expect(shift).toContainText(hours)
  await expect(agendaDays(page)).toHaveText([/July 7$/])
  await page.goto(`/?view=day&date=${nextYear('07-08')}`)
  await expect(shift).toContainText(hours)
  await shift.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/, July 7$/)).toBeVisible()
  await expect(dialog.getByText(hours)).toBeVisible()
  expect(consoleMessages).toEqual([])
  await close()
})
