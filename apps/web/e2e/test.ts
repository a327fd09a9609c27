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
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page)
    page.goto = async (url, options) => {
      const response = await goto(url, options)
      if (options?.waitUntil !== 'commit') await waitForScripts(page)
      return response
    }
    await use(page)
  },
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

/** The calendar is laid out once more when its scripts come, which moves what a test is about to click. */
async function waitForScripts(page: Page): Promise<void> {
  await page.waitForFunction(() => window.replayEarlyClick === undefined)
}

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

/**
 * Goes back one history entry. Chromium aborts this when the page writes its address at the same moment, so it is tried
 * again, but only after what was aborted can no longer happen by itself.
 */
export async function goBack(page: Page): Promise<void> {
  const target = await page.evaluate(() => {
    const current = window.navigation.currentEntry?.index ?? 0
    return window.navigation.entries()[current - 1]?.key ?? 'none'
  })
  await expect(() =>
    page.evaluate(async (key) => {
      if (window.navigation.currentEntry?.key !== key) await window.navigation.traverseTo(key).committed
    }, target),
  ).toPass({ intervals: [2_000] })
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
