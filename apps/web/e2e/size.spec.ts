import type { Page, Response } from '@playwright/test'
import { gzipSync } from 'node:zlib'
import { makeFixture } from './fixture.ts'
import { expect, test } from './test.ts'

/** The size of all scripts that the calendar page loads, in bytes of gzip. */
async function scriptBytes(page: Page): Promise<number> {
  const scripts: Promise<Buffer>[] = []
  const collect = (response: Response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  }
  page.on('response', collect)
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  page.off('response', collect)
  const bytes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length)
  expect(bytes.length).toBeGreaterThan(5)
  return bytes.reduce((sum, size) => sum + size, 0)
}

for (const { name, width, budget } of [
  { name: 'a phone', width: 390, budget: 200_000 },
  { name: 'a desktop, with the grid that is loaded after the page', width: 1440, budget: 265_000 },
]) {
  test(`the scripts of the calendar keep within their budget on ${name}`, async ({
    page,
    app,
    signInAs,
    allowConsole,
  }) => {
    allowConsole(/status of 503 .*shift.watch/)
    const { worker } = await makeFixture(app.db, [])
    // A stream of events never ends, and the page would never be idle.
    await page.route(/shift\.watch/, (route) => route.fulfill({ status: 503 }))
    await page.setViewportSize({ width, height: 844 })
    await signInAs(worker)
    const bytes = await scriptBytes(page)
    test.info().annotations.push({ type: 'bytes', description: String(bytes) })
    expect(bytes).toBeLessThanOrEqual(budget)
  })
}
