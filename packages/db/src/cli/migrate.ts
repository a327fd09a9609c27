import { z } from 'zod'
import { withDatabaseUrl } from '../embedded/index.ts'
import { ownerEnv, readEnv } from '../env.ts'
import { migrate } from '../migrate.ts'
import { runCommand } from './command.ts'

runCommand(async () => {
  const env = readEnv(z.object(ownerEnv))
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, (url) =>
    migrate(url, { appUrl: env.DATABASE_URL, onNotice: console.warn }),
  )
  console.log('The database is at the newest migration.')
})
