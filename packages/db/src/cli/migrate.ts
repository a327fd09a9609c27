import { z } from 'zod'
import { withDatabaseUrl } from '../embedded/index.ts'
import { databaseEnv, readEnv } from '../env.ts'
import { migrate } from '../migrate.ts'
import { runCommand } from './command.ts'

runCommand(async () => {
  const env = readEnv(z.object(databaseEnv))
  await withDatabaseUrl(env.DATABASE_URL, migrate)
  console.log('The database is at the newest migration.')
})
