import { gzipSync } from 'node:zlib'
import { makeFixture } from './fixture.ts'
import { expect, test } from './test.ts'

/** The largest size of all scripts of the calendar page, in bytes of gzip. */
const budget = 275_000

test('the scripts of the calendar page keep within their budget', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [])
  await signInAs(worker)
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await page.goto('/')
  await page.waitForLoadState('load')
  const bytes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length)
  expect(bytes.length).toBeGreaterThan(5)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget)
})
