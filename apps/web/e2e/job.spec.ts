import type { Locator, Page } from '@playwright/test'
import { makeFixture, nextYear } from './fixture.ts'
import { expect, test } from './test.ts'
import type { App } from './app.ts'

// The job that a worker comes for: from the sign-in page to a claimed shift on a given evening, within 25 miles of home.

const chicago = { latitude: 41.88, longitude: -87.63 }
const boston = { latitude: 42.36, longitude: -71.06 }
const [friday, saturday] = [nextYear('06-11'), nextYear('06-12')]

/** Shifts on two days near home, by day and in the evening, and the same far away. */
async function makeMarket(app: App) {
  const startsAt = (day: string, hour: string) => `${day}T${hour}:00:00Z`
  const rosters = [friday, saturday].flatMap((day) => [
    { name: `Lakeside Clinic ${day}`, startsAt: startsAt(day, '20') },
    { name: `Morning Clinic ${day}`, startsAt: startsAt(day, '13') },
    { name: `Harbor Ward ${day}`, startsAt: startsAt(day, '19') },
  ])
  const { worker, facilities } = await makeFixture(app.db, rosters)
  for (const { id, name } of facilities) {
    const { latitude, longitude } = name.startsWith('Harbor') ? boston : chicago
    await app.db.execute(
      `update facility set latitude = ${latitude}, longitude = ${longitude} where id = ${id}`,
    )
  }
  await app.db.execute(
    `update worker set home_latitude = ${chicago.latitude}, home_longitude = ${chicago.longitude} where id = ${worker.id}`,
  )
  return worker
}

const wanted = `Lakeside Clinic ${saturday}`
const claimButton = (page: Page) => page.getByRole('button', { name: new RegExp(`^Claim .* at ${wanted}`) })

async function expectClaimed(page: Page, app: App, worker: { id: number }): Promise<void> {
  await expect(page.getByText(`Yours: ${wanted}`)).toBeVisible()
  const { rows } = await app.db.execute(
    `select facility.name from shift join facility on facility.id = facility_id where worker_id = ${worker.id}`,
  )
  expect(rows).toEqual([{ name: wanted }])
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('claims a shift of a given evening near home with four taps', async ({ page, app }) => {
    const worker = await makeMarket(app)
    await page.goto('/sign-in')
    await page.getByLabel(/sign in as/i).fill(String(worker.id))
    let taps = 0
    const tap = async (target: Locator) => {
      await target.tap()
      taps++
    }
    await tap(page.getByRole('button', { name: 'Sign in', exact: true }))
    await tap(page.getByRole('button', { name: 'Evening' }))
    await tap(page.getByRole('button', { name: 'Within 25 mi' }))
    await expect(
      page.getByText('2 you can take').or(page.getByText('Nothing you can take here')),
    ).toBeVisible()
    await tap(claimButton(page))
    await expectClaimed(page, app, worker)
    expect(taps).toBeLessThanOrEqual(4)
  })
})

test('claims a shift of a given evening near home with 25 keys', async ({ page, app }) => {
  const worker = await makeMarket(app)
  await page.goto('/sign-in')
  await page.getByLabel(/sign in as/i).focus()
  let keys = 0
  const press = async (key: string) => {
    await page.keyboard.press(key)
    keys++
  }
  for (const digit of String(worker.id)) await press(digit)
  await press('Enter')
  await expect(page.getByRole('button', { name: 'Evening' })).toBeVisible()
  await press('2')
  await expect(page.getByRole('button', { name: 'Evening', pressed: true })).toBeVisible()
  await press('4')
  await expect(page.getByRole('button', { name: 'Within 25 mi', pressed: true })).toBeVisible()
  await expect(page.getByText('Harbor Ward')).toHaveCount(0)
  await expect(claimButton(page)).toBeVisible()
  await press('s')
  while (!(await claimButton(page).evaluate((button) => button === document.activeElement)))
    await press('Tab')
  await press('Enter')
  await expectClaimed(page, app, worker)
  expect(keys).toBeLessThanOrEqual(25)
})
