import type { Page } from '@playwright/test'
import { pagesCache } from '../src/shared/offline/messages.ts'
import { claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'
import { startHttpProxy } from './httpProxy.ts'
import { expect, expectAccessible, test } from './test.ts'

test.use({ serviceWorkers: 'allow' })

const day = nextYear('06-08')
const calendar = `/?date=${day}`
const rosters = [
  { name: 'Aspen Clinic', startsAt: `${day}T13:00:00Z` },
  { name: 'Birch Clinic', startsAt: `${day}T23:00:00Z` },
]

/** The paths of the pages of which there are copies. */
const savedPaths = (page: Page) =>
  page.evaluate(async (name) => {
    const cache = await caches.open(name)
    return (await cache.keys()).map(({ url }) => url.slice(new URL(url).origin.length))
  }, pagesCache)

const untilSaved = (page: Page, ...paths: string[]) =>
  expect.poll(() => savedPaths(page)).toEqual(expect.arrayContaining(paths))

const goOffline = (page: Page) => page.context().setOffline(true)

test.beforeEach(({ allowConsole }) => allowConsole(/ERR_INTERNET_DISCONNECTED|Failed to fetch|status of 503/))

test('the last calendar and My shifts open without a connection, with their age, and offer no claim', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, rosters)
  const [claimed] = shifts
  if (claimed) await claimFor(app.db, worker, claimed)
  await signInAs(worker)
  await page.goto(calendar)
  await untilSaved(page, calendar, '/my-shifts')
  await goOffline(page)

  await page.reload()
  await expect(page.getByText('You are offline. What you see may have changed.')).toBeVisible()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()
  await expect(page.getByRole('button', { name: /^Claim/ })).toHaveCount(0)
  await page.getByRole('button', shiftAt('Birch Clinic')).click()
  await expect(page.getByRole('button', { name: 'Claim this shift' })).toBeDisabled()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  // The copy is as old as the clock says.
  await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
  await page.reload()
  await expect(page.getByText(/Last updated 3 h( \d min)? ago\./)).toBeVisible()

  await page.goto('/my-shifts')
  await expect(page.getByRole('main').getByText('Aspen Clinic').first()).toBeVisible()
  await expect(page.getByRole('main').getByText('Birch Clinic')).toHaveCount(0)

  // The last calendar, in place of one that has not been loaded.
  await page.goto(`/?view=week&date=${nextYear('09-01')}`)
  await expect(page).toHaveURL(calendar)
  await page.goto('/documents')
  await expect(page.getByText('This page has not been loaded yet.')).toBeVisible()
  await expectAccessible(page)
})

test('My shifts without a connection has the shift that was claimed last', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker } = await makeFixture(app.db, rosters)
  await signInAs(worker)
  await page.goto(calendar)
  await untilSaved(page, '/my-shifts')
  await page.getByRole('button', { name: /^Claim .* at Birch Clinic/ }).click()
  await expect(page.getByText('Yours:')).toBeVisible()
  await expect
    .poll(() =>
      page.evaluate(async (cacheName) => {
        const copy = await caches.match('/my-shifts', { cacheName })
        return (await copy?.text())?.includes('Birch Clinic')
      }, pagesCache),
    )
    .toBe(true)
  await goOffline(page)
  await page.goto('/my-shifts')
  await expect(page.getByRole('main').getByText('Birch Clinic').first()).toBeVisible()
})

test('a page from a copy is up to date by itself when the connection is back', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, rosters)
  await signInAs(worker)
  await page.goto(calendar)
  await untilSaved(page, calendar)
  await goOffline(page)
  await page.reload()
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toBeVisible()

  if (shifts[1]) await claimFor(app.db, await makeColleague(), shifts[1])
  await page.context().setOffline(false)
  await expect(page.getByRole('button', shiftAt('Birch Clinic'))).toHaveCount(0)
  await expect(page.getByText('You are offline')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Claim .* at Aspen Clinic/ })).toBeEnabled()
})

test('signing out deletes the copies', async ({ page, app, signInAs, signOut }) => {
  const { worker } = await makeFixture(app.db, rosters)
  await signInAs(worker)
  await page.goto(calendar)
  await untilSaved(page, calendar, '/my-shifts')
  await signOut()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect.poll(() => savedPaths(page)).toEqual([])

  await goOffline(page)
  for (const path of [calendar, '/my-shifts']) {
    await page.goto(path).catch(() => {})
    await expect(page.getByText(/Clinic/)).toHaveCount(0)
  }
})

test('a new version takes over, and an open page still loads its scripts', async ({
  page,
  app,
  signInAs,
}) => {
  const proxy = await startHttpProxy(app.url)
  try {
    const { worker } = await makeFixture(app.db, rosters)
    await signInAs(worker)
    await page.goto(`${proxy.url}${calendar}`)
    await page.waitForFunction(() => navigator.serviceWorker.controller)
    const builds = () =>
      page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('static-')))
    const [first = ''] = await builds()

    // The server has another build, without the scripts of this one.
    const script = await (await fetch(`${app.url}/service-worker.js`)).text()
    const otherScript = script
      .replaceAll(first.replace('static-', ''), 'other')
      .replace(/\["\/_next\/static\/[^\]]*\]/, '[]')
    proxy.override(async (path) => {
      if (path === '/service-worker.js') return { status: 200, body: otherScript, type: 'text/javascript' }
      return path.startsWith('/_next/static/') ? { status: 404, body: '', type: 'text/plain' } : undefined
    })
    await page.evaluate(async () => {
      const changed = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve),
      )
      await (await navigator.serviceWorker.ready).update()
      await changed
    })
    await page.getByRole('button', { name: 'Filters' }).click()
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeVisible()
    expect(await builds()).toContain(first)
  } finally {
    proxy.close()
  }
})
