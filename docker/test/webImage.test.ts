import getPort from 'get-port'
import { useTestDatabase } from '@shifts/testing'
import { beforeAll, expect, test } from 'vitest'
import { readService } from '../compose.ts'
import { runIn, stateOf, untilHealthy } from './container.ts'
import { copyContext, repository } from './context.ts'
import { buildImage, useImageFolder, type Image } from './image.ts'

const variables = { AUTH_SECRET: 'a-secret-for-tests-of-32-letters', LOG_LEVEL: 'error' }
const folder = await useImageFolder()
const { url: DATABASE_URL } = await useTestDatabase()
let image: Image

beforeAll(async () => {
  const context = await copyContext(`${folder}/context`)
  image = await buildImage(`${repository}/apps/web/Dockerfile`, context, folder)
}, 600_000)

test('becomes healthy, shows the sign-in page with its styles, writes nothing to its files, and ends on SIGTERM', async () => {
  const service = await readService('web', variables)
  const port = String(await getPort({ host: '127.0.0.1' }))
  const env = { ...service.environment, DATABASE_URL, HOSTNAME: '127.0.0.1', PORT: port }
  const files = await stateOf(image.root)

  const { child, ended } = runIn(image, image.command, env)
  await untilHealthy(image, service, env, ended)

  const page = await fetch(`http://127.0.0.1:${port}/sign-in`)
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Every open shift that you may take')
  const [, stylesheet] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? []
  const styles = await fetch(`http://127.0.0.1:${port}${stylesheet}`)
  expect(styles.headers.get('content-type')).toMatch(/^text\/css/)

  child.kill('SIGTERM')
  // Next exits with 128 + 15, for SIGTERM.
  expect(await ended).toMatchObject({ code: 143 })
  expect(await stateOf(image.root)).toEqual(files)
}, 120_000)
