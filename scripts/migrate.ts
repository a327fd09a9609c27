import { z } from 'zod'
import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { changeFeedOf, ownerEnv, readEnv, replicationEnv } from '@shifts/db'
import { migrate } from '@shifts/db/migrate'
import { runCommand } from '@shifts/db/command'

runCommand(async () => {
  const env = readEnv(z.object({ ...ownerEnv, ...replicationEnv }))
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, (url) =>
    migrate(url, { appUrl: env.DATABASE_URL, changeFeed: changeFeedOf(env), onNotice: console.warn }),
  )
  console.log('The database is at the newest migration.')
})
