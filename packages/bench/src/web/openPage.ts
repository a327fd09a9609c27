import { setTimeout } from 'node:timers/promises'
import type { Browser, BrowserContextOptions, Page, Request } from '@playwright/test'
import { recordPaints } from './pageProbe.ts'

export interface Form {
  name: string
  options: BrowserContextOptions
  /** How many times slower the CPU is made. */
  cpuSlowdown: number
}

export const forms: Form[] = [
  { name: 'desktop', options: { viewport: { width: 1440, height: 900 } }, cpuSlowdown: 1 },
  {
    name: 'phone, CPU 4 × slower',
    options: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true },
    cpuSlowdown: 4,
  },
]

export interface ObservedPage {
  page: Page
  /** Waits until no request has been made for a moment. An event stream, which never ends, does not count. */
  idle: () => Promise<void>
  /** The number of requests so far, and the bytes of the scripts as transferred. */
  traffic: () => Promise<{ requests: number; scriptBytes: number }>
  close: () => Promise<void>
}

const idleMs = 150

/** Creates a page in a browser context of its own. */
export async function openPage(
  browser: Browser,
  { options, cpuSlowdown }: Form,
  cookies: { name: string; value: string; url: string }[] = [],
): Promise<ObservedPage> {
  const context = await browser.newContext({ ...options, locale: 'en-US', timezoneId: 'America/Chicago' })
  await context.addCookies(cookies)
  const page = await context.newPage()
  // tsx adds calls of it to the functions that run in the page.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(recordPaints)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })

  const pending = new Set<Request>()
  const scripts: Promise<number>[] = []
  let requests = 0
  let lastChangeAt = performance.now()
  page.on('request', (request) => {
    requests += 1
    if (!request.url().includes('shift.watch')) pending.add(request)
    lastChangeAt = performance.now()
  })
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  const onEnd = (request: Request) => {
    pending.delete(request)
    lastChangeAt = performance.now()
  }
  page.on('requestfinished', onEnd)
  page.on('requestfailed', onEnd)

  return {
    page,
    async idle() {
      while (pending.size > 0 || performance.now() - lastChangeAt < idleMs) await setTimeout(20)
    },
    traffic: async () => ({
      requests,
      scriptBytes: (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0),
    }),
    close: () => context.close(),
  }
}
