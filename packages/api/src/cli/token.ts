import { parseArgs } from 'node:util'
import { readEnv } from '@shifts/db'
import { runCommand, UsageError } from '@shifts/db/command'
import { z } from 'zod'
import type { Principal } from '../auth/permissions.ts'
import { authSecret, secretEnv } from '../auth/secret.ts'
import { issueToken } from '../auth/token.ts'
import { authEnv } from '../env.ts'
import { id } from '../values.ts'

const usage = 'Usage: pnpm run token --worker ID | --service'

/** Prints a bearer token that is valid for a day, and nothing else, so that a shell can capture it. */
async function main(): Promise<void> {
  const env = readEnv(z.object({ ...authEnv, ...secretEnv }))
  const principal = requestedPrincipal()
  console.log(await issueToken({ ...env, AUTH_SECRET: await authSecret(env) }, principal, '24h'))
}

function requestedPrincipal(): Principal {
  const { values } = readArguments()
  if (values.service && values.worker === undefined) return { kind: 'service', name: 'command-line' }
  const workerId = id.safeParse(Number(values.worker))
  if (values.service || !workerId.success) throw new UsageError(usage)
  return { kind: 'worker', workerId: workerId.data }
}

function readArguments() {
  try {
    return parseArgs({ options: { worker: { type: 'string' }, service: { type: 'boolean' } } })
  } catch {
    throw new UsageError(usage)
  }
}

runCommand(main)
