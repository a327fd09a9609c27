import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { ownerEnv, readEnv } from '@shifts/db'
import { readArguments, runCommand } from '@shifts/db/command'
import { archiveClaims } from '@shifts/db/retention'
import { z } from 'zod'

const usage = `pnpm run retain --claims-before YYYY-MM-DD --archive FILE

Moves the claims, releases and changes of the shifts that started before the date from the database to a new CSV file.`

const flags = { 'claims-before': { type: 'string' }, archive: { type: 'string' } } as const
const schema = z.object({ 'claims-before': z.iso.date(), archive: z.string().min(1) })

runCommand(async () => {
  const { 'claims-before': before, archive: file } = readArguments({ usage, flags, schema })
  const env = readEnv(z.object(ownerEnv))
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, async (url) => {
    const count = await archiveClaims(url, { before, file })
    console.log(`${count} rows were written to ${file} and deleted from the database.`)
  })
})
