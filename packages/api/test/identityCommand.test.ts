import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import { listIdentities } from '@shifts/db'

const { db, ownerUrl } = await useTestDatabase()
const root = fileURLToPath(new URL('../../..', import.meta.url))
const issuer = 'https://login.example'

/** Runs `pnpm run identity` with these arguments. */
function identity(...args: string[]): Promise<{ exitCode: number; output: string }> {
  const command = ['--import', 'tsx', 'scripts/identity.ts', ...args]
  const env = { ...process.env, DATABASE_OWNER_URL: ownerUrl, OIDC_ISSUER: issuer }
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ exitCode: Number(error?.code ?? 0), output: (stdout + stderr).trim() }),
    )
  })
}

test('links a person, lists them, and unlinks them', async () => {
  const [ada, ben] = [await makeWorker(db), await makeWorker(db)]
  expect(await identity('--subject', 'a|1', '--worker', `${ada.id}`)).toEqual({
    exitCode: 0,
    output: `a|1 of ${issuer} signs in as worker ${ada.id}.`,
  })
  expect((await identity('--subject', 'a|1', '--worker', `${ben.id}`)).output).toBe(
    `a|1 of ${issuer} signs in as worker ${ben.id}, and no longer as worker ${ada.id}.`,
  )
  expect((await identity('--list', '--worker', `${ben.id}`)).output).toBe(`worker ${ben.id}  ${issuer}  a|1`)
  expect((await identity('--subject', 'a|1', '--unlink')).output).toBe(
    `a|1 of ${issuer} can no longer sign in as worker ${ben.id}; 0 sessions were ended.`,
  )
  expect(await listIdentities(db, ben.id)).toEqual([])
}, 60_000)

test.each([
  [['--subject', 'a', '--worker', '2000000000'], 'There is no worker 2000000000.'],
  [
    ['--subject', 'nobody', '--unlink'],
    `nobody of ${issuer} was linked to no worker; 0 sessions were ended.`,
  ],
  [['--subject', 'a'], 'Usage:'],
])(
  'refuses %j',
  async (args, message) => {
    expect(await identity(...args)).toEqual({ exitCode: 1, output: expect.stringContaining(message) })
  },
  60_000,
)
