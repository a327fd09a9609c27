import { readEnv } from '@shifts/db'
import { readArguments, runCommand } from '@shifts/db/command'
import { z } from 'zod'
import type { Principal } from '../auth/permissions.ts'
import { authSecret, secretEnv } from '../auth/secret.ts'
import { issueToken } from '../auth/token.ts'
import { authEnv } from '../env.ts'
import { idArgument } from '../values.ts'

const usage = 'pnpm run token --worker ID | --service'

const flags = { worker: { type: 'string' }, service: { type: 'boolean' } } as const
const schema = z.union([
  z
    .strictObject({ worker: idArgument })
    .transform(({ worker }): Principal => ({ kind: 'worker', workerId: worker })),
  z
    .strictObject({ service: z.literal(true) })
    .transform((): Principal => ({ kind: 'service', name: 'command-line' })),
])

/** Prints a bearer token that is valid for a day, and nothing else, so that a shell can capture it. */
async function main(): Promise<void> {
  const env = readEnv(z.object({ ...authEnv, ...secretEnv }))
  const principal = readArguments({ usage, flags, schema })
  console.log(await issueToken({ ...env, AUTH_SECRET: await authSecret(env) }, principal, '24h'))
}

runCommand(main)
