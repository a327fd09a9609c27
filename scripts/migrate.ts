import { z } from 'zod'
import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { changeFeedOf, ownerEnv, readEnv, replicationEnv } from '@shifts/db'
import { migrate } from '@shifts/db/migrate'
import { runCommand } from '@shifts/db/command'

runCommand(async () => {
  const env = readEnv(z.object({ ...ownerEnv, ...replicationEnv }))
  // Left as it is unless somebody says otherwise.
  const isFeedChosen = env.CHANGE_FEED !== undefined || env.DATABASE_REPLICA_URLS.length > 0
  const changeFeed = isFeedChosen ? changeFeedOf(env) : undefined
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, (url) =>
    migrate(url, { appUrl: env.DATABASE_URL, changeFeed, onNotice: console.warn }),
  )
  console.log('The database is at the newest migration.')
})
