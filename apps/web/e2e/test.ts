import axe from 'axe-core'
import { issueToken } from '@shifts/api'
import { expect, test as base, type BrowserContext, type Page, type Route } from '@playwright/test'
import { zoneCookie } from '../src/shared/viewer/zoneCookie.ts'
import { authSecret, startApp, type App } from './app.ts'

interface Fixtures {
  /**
   * Allows console errors and warnings that match one of the patterns. Any other message on a page of the test's context
   * fails the test.
   */
  allowConsole: (...patterns: RegExp[]) => void
  /** Signs the page in as a worker, without the sign-in page. */
  signInAs: (worker: { id: number }, page?: Page) => Promise<void>
  /** Signs out, and allows that requests which the server receives afterwards are refused. */
  signOut: () => Promise<void>
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
    const reload = page.reload.bind(page)
    page.goto = async (url, options) => {
      const response = await goto(url, options)
      if (options?.waitUntil !== 'commit') await waitForScripts(page)
      return response
    }
    page.reload = async (options) => {
      const response = await reload(options)
      await waitForScripts(page)
      return response
    }
    await use(page)
  },
  allowConsole: [
    async ({ context }, use) => {
      const messages = collectConsole(context)
      const allowed: RegExp[] = []
      await use((...patterns) => {
        allowed.push(...patterns)
      })
      expect(messages.filter((message) => !allowed.some((pattern) => pattern.test(message)))).toEqual([])
    },
    { auto: true },
  ],
  signInAs: async ({ page: defaultPage, app }, use) => {
    await use(async ({ id }, page = defaultPage) => {
      const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
      const { url } = app
      await page.context().addCookies([
        { name: 'session', value: await tokenFor(id), url, httpOnly: true, sameSite: 'Lax' },
        // The sign-in page sets it too.
        { name: zoneCookie, value: encodeURIComponent(zone), url },
      ])
    })
  },
  signOut: async ({ page, allowConsole }, use) => {
    await use(async () => {
      allowConsole(/status of 401 .*api\/trpc/)
      await page.getByRole('button', { name: 'Account' }).click()
      await page.getByRole('button', { name: 'Sign out' }).click()
    })
  },
})

export { expect }

/** The calendar changes its layout once its scripts are loaded, which moves elements that a test is about to click. */
export async function waitForScripts(page: Page): Promise<void> {
  await page.waitForFunction(() => window.replayEarlyClick === undefined)
}

/** The configuration blocks service workers in most tests. */
const blockedServiceWorker = 'Service Worker registration blocked by Playwright'

/** Collects the console errors and warnings of all pages of a context, each with the address that it concerns. */
export function collectConsole(context: BrowserContext): string[] {
  const messages: string[] = []
  context.on('console', (message) => {
    if (message.text() === blockedServiceWorker) return
    if (['error', 'warning'].includes(message.type()))
      messages.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (webError) => messages.push(webError.error().message))
  return messages
}

/** A token with which the worker is signed in for an hour. */
export function tokenFor(workerId: number): Promise<string> {
  const env = { AUTH_SECRET: authSecret, AUTH_ISSUER: 'open-shifts', AUTH_AUDIENCE: 'open-shifts' }
  return issueToken(env, { kind: 'worker', workerId }, '1h')
}

declare global {
  // What the script of axe defines.
  interface Window {
    axe?: typeof axe
  }
}

/** Only these depend on the colours. */
const colorRules = ['color-contrast', 'link-in-text-block']

/** Asserts that axe finds no violation on the page, in light and in dark colours. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolations(page, { runOnly: colorRules })
  await page.emulateMedia({ colorScheme: 'light' })
  await expectNoViolations(page)
}

async function expectNoViolations(page: Page, rules: axe.RunOptions = {}): Promise<void> {
  // Elements that are fading in do not have their final colours yet.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  )
  // Its script takes a fifth of a second, so each document runs it once.
  if (await page.evaluate(() => window.axe === undefined)) await page.evaluate(axe.source)
  // Describing the elements without a violation would take a third of the time.
  const options = { ...rules, resultTypes: ['violations' as const] }
  const violations = await page.evaluate(async (runOptions) => {
    const results = await window.axe?.run(runOptions)
    return results?.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
  }, options)
  expect(violations).toEqual([])
}

/**
 * Goes back one history entry. Chromium aborts this when the page changes its address at the same moment. Then it is tried
 * again, after an interval in which a navigation that was not aborted would have finished.
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

/** Holds all requests to addresses that match, until the returned function is called. */
export async function holdRequests(page: Page, url: RegExp | ((url: URL) => boolean)): Promise<() => void> {
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

/** Runs `action` after the page has sent its next claim, and before the server receives it. */
export async function beforeClaim(page: Page, action: () => Promise<unknown>): Promise<void> {
  const run = async (route: Route) => {
    await action()
    await route.continue()
  }
  await page.route(/shift\.claim/, run, { times: 1 })
}

/** Holds each request to an address that matches. `next` waits for the next one, which the test then continues. */
export async function holdEach(page: Page, url: RegExp): Promise<{ next: () => Promise<Route> }> {
  const held: Route[] = []
  await page.route(url, (route) => {
    held.push(route)
  })
  return {
    async next() {
      await expect.poll(() => held.length).toBeGreaterThan(0)
      const [route] = held.splice(0, 1)
      if (!route) throw new Error('No request was held.')
      return route
    },
  }
}
