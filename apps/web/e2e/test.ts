import AxeBuilder from '@axe-core/playwright'
import { issueToken } from '@shifts/api'
import { expect, test as base, type Page, type Route } from '@playwright/test'
import { zoneCookie } from '../src/shared/viewer/zoneCookie.ts'
import { authSecret, startApp, type App } from './app.ts'

interface Fixtures {
  /** Fails the test if the page complained in its console. */
  quietConsole: void
  /** Signs the page in as a worker, without the sign-in page. */
  signInAs: (worker: { id: number }, page?: Page) => Promise<void>
}

export const test = base.extend<Fixtures, { app: App }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright requires the destructured parameter
    async ({}, use) => {
      const app = await startApp()
      await use(app)
      await app.close()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ app }, use) => use(app.url),
  quietConsole: [
    async ({ page }, use, testInfo) => {
      const complaints: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await use()
      if (!testInfo.annotations.some(({ type }) => type === 'expects console errors'))
        expect(complaints).toEqual([])
    },
    { auto: true },
  ],
  signInAs: async ({ page: ownPage, app }, use) => {
    await use(async ({ id }, page = ownPage) => {
      const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
      const { url } = app
      await page.context().addCookies([
        { name: 'session', value: await tokenFor(id), url, httpOnly: true, sameSite: 'Lax' },
        // The sign-in page tells it too.
        { name: zoneCookie, value: encodeURIComponent(zone), url },
      ])
    })
  },
})

export { expect }

export function tokenFor(workerId: number): Promise<string> {
  const env = { AUTH_SECRET: authSecret, AUTH_ISSUER: 'open-shifts', AUTH_AUDIENCE: 'open-shifts' }
  return issueToken(env, { kind: 'worker', workerId }, '1h')
}

/** Asserts that axe finds nothing to complain about on the page as it is. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in has not its colours yet.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  )
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([])
}

/** Goes one place back. A browser drops that when the page writes its address in the same moment, so it is asked again, by the place's own key. */
export async function goBack(page: Page): Promise<void> {
  const key = await page.evaluate(() => {
    const here = window.navigation.currentEntry?.index ?? 0
    return window.navigation.entries()[here - 1]?.key ?? 'none'
  })
  await expect(() =>
    page.evaluate(async (place) => {
      await window.navigation.traverseTo(place).committed
    }, key),
  ).toPass()
}

/** Lets no request to such an address through until what it returns is called. */
export async function holdRequests(page: Page, url: RegExp): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route) => {
    await released
    await route.continue()
  })
  return () => release()
}

/** Lets requests to such an address through one by one: `next` waits for the next of them. */
export async function holdEach(page: Page, url: RegExp): Promise<{ next: () => Promise<Route> }> {
  const held: Route[] = []
  await page.route(url, (route) => {
    held.push(route)
  })
  return {
    async next() {
      await expect.poll(() => held.length).toBeGreaterThan(0)
      const [route] = held.splice(0, 1)
      if (!route) throw new Error('Nothing was asked.')
      return route
    },
  }
}
