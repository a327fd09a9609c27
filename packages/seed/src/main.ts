import { changeFeedOf, databaseEnv, ownerEnv, readEnv, replicationEnv } from '@shifts/db'
import { runCommand } from '@shifts/db/command'
import { z } from 'zod'
import { runSeedCommand } from './command.ts'

/** `pnpm seed` where there is only a database, such as in a container: it starts no embedded PostgreSQL. */
runCommand(async () => {
  const env = readEnv(
    z.object({ ...ownerEnv, ...replicationEnv, DATABASE_URL: databaseEnv.DATABASE_URL.unwrap() }),
  )
  const url = env.DATABASE_OWNER_URL ?? env.DATABASE_URL
  await runSeedCommand({
    url,
    appUrl: env.DATABASE_URL,
    changeFeed: changeFeedOf(env),
    args: process.argv.slice(2),
  })
})
