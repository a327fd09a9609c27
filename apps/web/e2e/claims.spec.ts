import type { Page } from '@playwright/test'
import { makeShift } from '@shifts/testing/factories'
import { beforeClaim, expect, expectAccessible, holdEach, holdRequests, test } from './test.ts'
import { claimActions, claimedBy, claimFor, makeFixture, nextYear, shiftAt } from './fixture.ts'

const month = `/?view=month&date=${nextYear('06-01')}`
const at = (monthAndDay: string) => `${nextYear(monthAndDay)}T14:00:00Z`

/** The button that shows a shift. */
const card = (page: Page, kind: 'open' | 'claimed', name: string) =>
  page.getByRole('main').locator(`[data-kind=${kind}]`).getByRole('button', shiftAt(name))
/** The card of a shift that the worker has not claimed. */
const openCard = (page: Page, name: string) => card(page, 'open', name)
const claimedCard = (page: Page, name: string) => card(page, 'claimed', name)
/** The button that claims a shift with one tap. */
const claimButton = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^Claim .* at ${name}`) })
const message = (page: Page) => page.getByRole('status').filter({ hasText: /^.*(Yours|Given back|be yours)/ })

test('shows a claim as pending until the server has responded, then as claimed, and undoes it', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Aspen Ward', startsAt: at('06-08') }])
  const [shift = { id: 0 }] = shifts
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Aspen Ward').click()
  const claims = await holdEach(page, /shift\.claim/)
  await page.getByRole('button', { name: 'Claim this shift' }).click()

  await expect(openCard(page, 'Aspen Ward')).toContainText('Claiming…')
  await expect(claimedCard(page, 'Aspen Ward')).toHaveCount(0)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'Claiming… Aspen Ward' })).toBeVisible()
  await expect(page.getByText('Yours')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  await expectAccessible(page)
  expect(await claimedBy(app.db, shift)).toBeNull()
  await openCard(page, 'Aspen Ward').click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Claiming…' })).toBeDisabled()
  await page.keyboard.press('Escape')

  await (await claims.next()).continue()
  await expect(message(page)).toContainText('Yours: Aspen Ward')
  // The message stays while the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).hover()
  await expect(claimedCard(page, 'Aspen Ward')).toContainText('Yours')
  await expect(page.getByText('0 you can take')).toBeVisible()
  expect(await claimedBy(app.db, shift)).toBe(worker.id)
  await expectAccessible(page)

  const releases = await holdEach(page, /shift\.release/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(claimedCard(page, 'Aspen Ward')).toContainText('Giving back…')
  await expect(page.getByText('Given back')).toHaveCount(0)
  await (await releases.next()).continue()
  // First, since a message goes after some seconds.
  await expect(message(page)).toContainText('Given back: Aspen Ward')
  await expect(openCard(page, 'Aspen Ward')).toBeVisible()
  await expect(page.getByText('1 you can take')).toBeVisible()
  await expect(claimedCard(page, 'Aspen Ward')).toBeHidden()
  expect(await claimedBy(app.db, shift)).toBeNull()
  expect(await claimActions(app.db, shift)).toEqual(['claim', 'release'])
})

test('does not announce a shift as taken if the event of its own claim arrives before the response', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Acacia Ward', startsAt: at('06-08') },
    { name: 'Baobab Ward', startsAt: at('06-16') },
  ])
  const watches = page.waitForResponse(/shift\.watch/)
  await signInAs(worker)
  await page.goto(month)
  await watches
  await openCard(page, 'Acacia Ward').click()
  const claims = await holdEach(page, /shift\.claim/)
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  const claim = await claims.next()
  const response = await claim.fetch()
  // Events arrive in order: once the event of this second claim is shown, that of the first has arrived.
  await claimFor(app.db, await makeColleague(), shifts[1] ?? { id: 0 })
  await expect(openCard(page, 'Baobab Ward')).toHaveCount(0)
  await expect(openCard(page, 'Acacia Ward')).toContainText('Claiming…')
  await expect(page.getByText('1 shift no longer open.')).toBeAttached()
  await claim.fulfill({ response })
  await expect(claimedCard(page, 'Acacia Ward')).toContainText('Yours')
})

test('disables claiming and giving back while offline, and says why', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_INTERNET_DISCONNECTED/)
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Alder Ward', startsAt: at('06-08') },
    { name: 'Bamboo Ward', startsAt: at('06-10') },
    { name: 'Cassia Ward', startsAt: at('06-12') },
  ])
  const [unclaimed = { id: 0 }, kept = { id: 0 }, undone = { id: 0 }] = shifts
  await claimFor(app.db, worker, kept)
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Cassia Ward').click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.hover()

  await page.context().setOffline(true)
  await expect(page.getByText('You are offline. What you see')).toBeVisible()
  await undo.click()
  await expect(page.getByText('You are offline, so nothing was changed.')).toBeVisible()
  await expect(claimedCard(page, 'Cassia Ward')).toContainText('Yours')

  const dialog = page.getByRole('dialog')
  await openCard(page, 'Alder Ward').click()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeDisabled()
  await expect(dialog.getByText('You are offline. Shifts can be claimed and given back')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await claimedCard(page, 'Bamboo Ward').click()
  await expect(dialog.getByRole('button', { name: 'Give back' })).toBeDisabled()

  await page.context().setOffline(false)
  await dialog.getByRole('button', { name: 'Give back' }).click()
  await expect(openCard(page, 'Bamboo Ward')).toBeVisible()
  await expect.poll(() => claimActions(app.db, kept)).toEqual(['claim', 'release'])
  expect(await claimActions(app.db, unclaimed)).toEqual([])
  expect(await claimActions(app.db, undone)).toEqual(['claim'])
})

test('keeps the focus on the shift that was claimed', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Cypress Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Cypress Ward').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Claim this shift' }).focus()
  await page.keyboard.press('Enter')
  await expect(claimedCard(page, 'Cypress Ward')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(claimedCard(page, 'Cypress Ward')).toBeFocused()
})

test('keeps the focus on the shift that was claimed with one tap', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Cypress Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  await claimButton(page, 'Cypress Ward').press('Enter')
  await expect(claimedCard(page, 'Cypress Ward')).toBeVisible()
  await expect(claimedCard(page, 'Cypress Ward')).toBeFocused()
})

test('sends one claim for a double click on the button of a card', async ({ page, app, signInAs }) => {
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Cypress Ward', startsAt: at('06-08') }])
  const claims: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('shift.claim')) claims.push(request.url())
  })
  await signInAs(worker)
  await page.goto(month)
  // Both in one task, so that the page cannot render in between.
  await claimButton(page, 'Cypress Ward').evaluate((element: HTMLElement) => {
    element.click()
    element.click()
  })
  await expect(claimedCard(page, 'Cypress Ward')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(openCard(page, 'Cypress Ward')).toBeVisible()
  expect(await claimActions(app.db, shifts[0] ?? { id: 0 })).toEqual(['claim', 'release'])
  expect(claims).toHaveLength(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('sends one claim for two taps', async ({ page, app, signInAs }) => {
    const { worker, shifts } = await makeFixture(app.db, [{ name: 'Aspen Ward', startsAt: at('06-08') }])
    const [shift = { id: 0 }] = shifts
    const claims: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('shift.claim')) claims.push(request.url())
    })
    await signInAs(worker)
    await page.goto(month)
    await openCard(page, 'Aspen Ward').click()
    const button = page.getByRole('button', { name: 'Claim this shift' })
    await expect(button).toBeVisible()
    // Both in one task, so that the page cannot render in between.
    await button.evaluate((element: HTMLElement) => {
      element.click()
      element.click()
    })
    await expect(claimedCard(page, 'Aspen Ward')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => claimActions(app.db, shift)).toEqual(['claim', 'release'])
    expect(claims).toHaveLength(1)
  })

  test('does not undo a claim by the second tap of a double tap', async ({ page, app, signInAs }) => {
    const { worker, shifts } = await makeFixture(app.db, [{ name: 'Aspen Ward', startsAt: at('06-08') }])
    const [shift = { id: 0 }] = shifts
    await page.clock.install()
    await signInAs(worker)
    await page.goto(month)
    await openCard(page, 'Aspen Ward').click()
    const button = page.getByRole('button', { name: 'Claim this shift' })
    await expect(button).toBeVisible()
    await page.clock.pauseAt(Date.now() + 3_600_000)
    await button.click()
    const undo = page.getByRole('button', { name: 'Undo' })
    await page.clock.runFor(100)
    await expect(undo).toBeVisible()
    const box = (await undo.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.clock.runFor(100)
    await expect(message(page)).toContainText('Yours: Aspen Ward')

    await page.clock.resume()
    await undo.click()
    await expect(message(page)).toContainText('Given back: Aspen Ward')
    await expect.poll(() => claimActions(app.db, shift)).toEqual(['claim', 'release'])
  })
})

test('shows a refused claim as not claimed while another is pending', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED .*shift\.watch/, /status of 409 .*shift.claim/)
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Mulberry Ward', startsAt: at('06-08') },
    { name: 'Nutmeg Ward', startsAt: at('06-16') },
  ])
  const colleague = await makeColleague()
  await page.route(/shift\.watch/, (route) => route.abort())
  await signInAs(worker)
  await page.goto(month)
  const claims = await holdEach(page, /shift\.claim/)
  for (const name of ['Mulberry Ward', 'Nutmeg Ward']) {
    await openCard(page, name).click()
    await page.getByRole('button', { name: 'Claim this shift' }).click()
    await expect(openCard(page, name)).toContainText('Claiming…')
  }
  // From here on the page changes only by the responses to the claims.
  await holdRequests(page, /listEligible|listClaimed|countEligible/)
  const continueAfterColleague = async (shift: { id: number } | undefined) => {
    const claim = await claims.next()
    await claimFor(app.db, colleague, shift ?? { id: 0 })
    await claim.continue()
  }
  const refused = (name: string) =>
    page.getByRole('dialog', { name }).getByText('Somebody else took this shift')

  await continueAfterColleague(shifts[0])
  await expect(refused('Mulberry Ward')).toBeVisible()
  await expect(openCard(page, 'Mulberry Ward')).not.toContainText('Claiming…')
  await expect(openCard(page, 'Nutmeg Ward')).toContainText('Claiming…')

  await continueAfterColleague(shifts[1])
  await expect(refused('Nutmeg Ward')).toBeVisible()
  await expect(openCard(page, 'Nutmeg Ward')).not.toContainText('Claiming…')
  for (const name of ['Mulberry Ward', 'Nutmeg Ward']) await expect(claimedCard(page, name)).toHaveCount(0)
  await expect(page.getByText('2 you can take')).toBeVisible()
  await expect(page.getByText('Yours')).toHaveCount(0)
})

test('says that a shift may still be claimed if a release gets no response', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED .*shift\.release/)
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Olive Ward', startsAt: at('06-08') }])
  await claimFor(app.db, worker, shifts[0] ?? { id: 0 })
  await signInAs(worker)
  await page.goto(month)
  await page.route(/shift\.release/, (route) => route.abort())
  await claimedCard(page, 'Olive Ward').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click()
  await expect(message(page)).toContainText('Olive Ward may still be yours.')
  await expect(page.getByText('Given back')).toHaveCount(0)
})

test('says that another worker was faster, and shows other open shifts of the day', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED .*shift\.watch/, /status of 409 .*shift.claim/)
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Dogwood Ward', startsAt: at('06-08') },
    { name: 'Elm Ward', startsAt: at('06-08') },
  ])
  const [wanted = { id: 0 }, other = { id: 0 }] = shifts
  const colleague = await makeColleague()
  // Without live updates the page learns of the other claim by the response to its own.
  await page.route(/shift\.watch/, (route) => route.abort())
  await beforeClaim(page, () => claimFor(app.db, colleague, wanted))
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Dogwood Ward').click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()

  const dialog = page.getByRole('dialog', { name: 'Dogwood Ward' })
  await expect(dialog.getByRole('alert')).toHaveText('Somebody else took this shift a moment before you.')
  const others = dialog.getByRole('region', { name: 'Still open and like it' })
  await expect(others.getByRole('listitem')).toHaveText([/Elm Ward/])
  await expect(dialog.getByRole('button', { name: /Claim|again/ })).toBeHidden()
  await expect(claimedCard(page, 'Dogwood Ward')).toHaveCount(0)
  await expectAccessible(page)

  await dialog.getByRole('button', { name: /Elm Ward/ }).click()
  await page
    .getByRole('dialog', { name: 'Elm Ward' })
    .getByRole('button', { name: 'Claim this shift' })
    .click()
  await expect(claimedCard(page, 'Elm Ward')).toBeVisible()
  await expect.poll(() => claimedBy(app.db, other)).toBe(worker.id)
  expect(await claimedBy(app.db, wanted)).toBe(colleague.id)
})

test('says that the shift in the dialog was taken', async ({ page, app, signInAs }) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Fir Ward', startsAt: at('06-08') },
  ])
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Fir Ward').click()
  const dialog = page.getByRole('dialog', { name: 'Fir Ward' })
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeVisible()
  await claimFor(app.db, await makeColleague(), shifts[0] ?? { id: 0 })
  await expect(dialog.getByRole('alert')).toHaveText(
    'Somebody else has this shift. It opens again if they give it back.',
  )
  await expect(dialog.getByRole('heading', { name: 'Nothing like it is open' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeHidden()
})

test('reloads if a response is older than an event that has arrived since', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts, makeColleague } = await makeFixture(app.db, [
    { name: 'Gorse Ward', startsAt: at('06-08') },
  ])
  await signInAs(worker)
  await page.goto(month)
  const { next } = await holdEach(page, /shift\.explain/)
  await openCard(page, 'Gorse Ward').click()
  const request = await next()
  const response = await request.fetch()
  await claimFor(app.db, await makeColleague(), shifts[0] ?? { id: 0 })
  await expect(openCard(page, 'Gorse Ward')).toHaveCount(0)
  await request.fulfill({ response })
  await (await next()).continue()
  const dialog = page.getByRole('dialog', { name: 'Gorse Ward' })
  await expect(dialog.getByRole('alert')).toHaveText(
    'Somebody else has this shift. It opens again if they give it back.',
  )
})

test('says before a claim that a shift overlaps a claimed one, and shows that one', async ({
  page,
  app,
  signInAs,
}) => {
  const { worker, shifts } = await makeFixture(app.db, [
    { name: 'Hazel Ward', startsAt: at('06-08') },
    { name: 'Juniper Ward', startsAt: at('06-08') },
  ])
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Hazel Ward').click()
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  await expect(openCard(page, 'Juniper Ward')).toContainText('Overlaps your shift')
  // The note that appears with the new counts moves the card.
  await expect(page.getByText('Nothing you can take here.')).toBeVisible()

  await openCard(page, 'Juniper Ward').click()
  const dialog = page.getByRole('dialog', { name: 'Juniper Ward' })
  await expect(dialog.getByText('you cannot take both')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Claim this shift' })).toBeHidden()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /Hazel Ward/ }).click()
  await page.getByRole('dialog', { name: 'Hazel Ward' }).getByRole('button', { name: 'Give back' }).click()

  await expect(openCard(page, 'Juniper Ward')).not.toContainText('Overlaps')
  await expect.poll(() => claimedBy(app.db, shifts[0] ?? { id: 0 })).toBeNull()
})

test('does not show a shift as claimed if the server cannot be reached, and tries again on request', async ({
  page,
  app,
  signInAs,
  allowConsole,
}) => {
  allowConsole(/ERR_FAILED .*shift\.claim/)
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Larch Ward', startsAt: at('06-08') }])
  await signInAs(worker)
  await page.goto(month)
  await openCard(page, 'Larch Ward').click()
  await page.route(/shift\.claim/, (route) => route.abort())
  await page.getByRole('button', { name: 'Claim this shift' }).click()

  const dialog = page.getByRole('dialog', { name: 'Larch Ward' })
  await expect(dialog.getByRole('alert')).toContainText('could not be reached')
  await expect(claimedCard(page, 'Larch Ward')).toHaveCount(0)
  await expect(page.getByText('1 you can take')).toBeVisible()
  await page.unroute(/shift\.claim/)
  await dialog.getByRole('button', { name: 'Try again' }).click()
  await expect(claimedCard(page, 'Larch Ward')).toBeVisible()
  await expect.poll(() => claimedBy(app.db, shifts[0] ?? { id: 0 })).toBe(worker.id)
})

test('retries a claim whose response was lost', async ({ page, app, signInAs, allowConsole }) => {
  allowConsole(/ERR_FAILED .*shift\.claim/)
  const { worker, shifts } = await makeFixture(app.db, [{ name: 'Maple Ward', startsAt: at('06-08') }])
  const [shift = { id: 0 }] = shifts
  await signInAs(worker)
  await page.goto(month)
  let isFirst = true
  await page.route(/shift\.claim/, async (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    await route.fetch()
    await route.abort()
  })
  await openCard(page, 'Maple Ward').click()
  const responded = page.waitForResponse(/shift\.claim/)
  await page.getByRole('button', { name: 'Claim this shift' }).click()
  expect((await responded).status()).toBe(200)
  await expect(claimedCard(page, 'Maple Ward')).toBeVisible()
  expect(await claimedBy(app.db, shift)).toBe(worker.id)
  expect(await claimActions(app.db, shift)).toEqual(['claim'])
})

test('shows claimed shifts as a count on a day that has many', async ({ page, app, signInAs }) => {
  const { worker } = await makeFixture(app.db, [{ name: 'Oak Ward', startsAt: at('06-08'), count: 5 }])
  await app.db.execute(`update shift set worker_id = ${worker.id} where worker_id is null and facility_id in
    (select facility_id from facility_requirement join document_worker using (document_id) where worker_id = ${worker.id})`)
  await signInAs(worker)
  await page.goto(month)
  await expect(page.getByText('0 you can take')).toBeVisible()
  await page.getByRole('link', { name: /June 8, 0 shifts you can take, 5 of yours/ }).click()
  await expect(page).toHaveURL(`/?view=month&date=${nextYear('06-08')}`)
  await expect(claimedCard(page, 'Oak Ward')).toHaveCount(5)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('is accessible from claiming to giving back', async ({ page, app, signInAs, allowConsole }) => {
    allowConsole(/ERR_INTERNET_DISCONNECTED/)
    const { worker } = await makeFixture(app.db, [{ name: 'Poplar Ward', startsAt: at('06-08') }])
    await signInAs(worker)
    await page.goto(month)
    await openCard(page, 'Poplar Ward').click()
    const claim = page.getByRole('button', { name: 'Claim this shift' })
    await expect(claim).toBeVisible()
    await expectAccessible(page)

    await claim.click()
    await page.getByRole('button', { name: 'Undo' }).hover()
    await expect(message(page)).toContainText('Yours: Poplar Ward')
    await expectAccessible(page)

    await page.getByRole('link', { name: 'My shifts', exact: true }).click()
    await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/Poplar Ward/])
    await expectAccessible(page)
    await page
      .getByRole('button', { name: /Poplar Ward/ })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click()
    await expect(page.getByText('You have no shift ahead of you.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).hover()
    await expectAccessible(page)

    await page.context().setOffline(true)
    await expect(page.getByText('You are offline')).toBeVisible()
    await expectAccessible(page)
  })
})

test('a shift in the agenda says that it leaves little rest', async ({ page, app, signInAs }) => {
  const { worker, facilities } = await makeFixture(app.db, [
    { name: 'Elm Ward', startsAt: at('06-08') },
    { name: 'Ash Ward', startsAt: at('06-10') },
  ])
  await signInAs(worker)
  await page.goto(month)
  await expect(openCard(page, 'Elm Ward')).toBeVisible()
  await expect(page.getByText('of rest')).toHaveCount(0)
  const end = Date.parse(at('06-08')) + 8 * 3_600_000
  const [from, to] = [1.5, 9.5].map((hours) => new Date(end + hours * 3_600_000).toISOString())
  if (!from || !to) throw new Error('There are no hours.')
  const facilityId = facilities[1]?.id ?? 0
  await makeShift(app.db, { facilityId, startsAt: from, endsAt: to, workerId: worker.id })
  await page.reload()
  await expect(openCard(page, 'Elm Ward')).toContainText('Only 1 h 30 min of rest')
  await expect(openCard(page, 'Ash Ward')).not.toContainText('of rest')
})
