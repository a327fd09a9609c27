import { ownerEnv, readEnv } from '@shifts/db'
import { runCommand } from '@shifts/db/command'
import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { runImportCommand } from '@shifts/import'
import { z } from 'zod'

runCommand(async () => {
  const env = readEnv(z.object(ownerEnv))
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, (url) =>
    runImportCommand({ url, appUrl: env.DATABASE_URL, args: process.argv.slice(2) }),
  )
})
