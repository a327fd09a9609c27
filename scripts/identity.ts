import { idArgument, oidcEnv } from '@shifts/api'
import {
  connect,
  linkIdentity,
  listIdentities,
  NotFoundError,
  ownerEnv,
  readEnv,
  unlinkIdentity,
} from '@shifts/db'
import { readArguments, runCommand, UsageError } from '@shifts/db/command'
import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { z } from 'zod'

const usage = [
  'pnpm run identity --issuer URL --subject SUBJECT --worker ID    lets the person sign in as the worker',
  '       pnpm run identity --issuer URL --subject SUBJECT --unlink       ends that, and the sessions of the person',
  '       pnpm run identity --list [--worker ID]                          lists who signs in as whom',
  'The issuer is OIDC_ISSUER if it is left out.',
].join('\n')

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const flags = { issuer: text, subject: text, worker: text, unlink: flag, list: flag } as const

/** @param defaultIssuer the issuer of people who are named without one */
function schemaOf(defaultIssuer: string | undefined) {
  const issuer = defaultIssuer === undefined ? z.url() : z.url().default(defaultIssuer)
  const person = { issuer, subject: z.string().min(1) }
  return z.union([
    z.strictObject({ ...person, worker: idArgument }),
    z.strictObject({ ...person, unlink: z.literal(true) }),
    z.strictObject({ list: z.literal(true), worker: idArgument.optional() }),
  ])
}

type Command = z.output<ReturnType<typeof schemaOf>>

/** The command `pnpm run identity`: links people of an identity provider to workers, lists them, and unlinks them. */
async function main(): Promise<void> {
  const env = readEnv(z.object({ ...ownerEnv, OIDC_ISSUER: oidcEnv.OIDC_ISSUER }))
  const command = readArguments({ usage, flags, schema: schemaOf(env.OIDC_ISSUER) })
  await withDatabaseUrl(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, async (url) => {
    const { db, close } = connect(url, { applicationName: 'open-shifts identity' })
    try {
      console.log(await run(db, command))
    } finally {
      await close()
    }
  })
}

async function run(db: ReturnType<typeof connect>['db'], command: Command): Promise<string> {
  if ('list' in command) {
    const found = await listIdentities(db, command.worker)
    const lines = found.map((one) => `worker ${one.workerId}  ${one.issuer}  ${one.subject}`)
    return lines.join('\n') || 'Nobody is linked.'
  }
  const { issuer, subject } = command
  if ('unlink' in command) {
    const { workerId: worker, sessions } = await unlinkIdentity(db, { issuer, subject })
    const ended = `${sessions} ${sessions === 1 ? 'session was' : 'sessions were'} ended`
    if (worker === undefined)
      throw new UsageError(`${subject} of ${issuer} was linked to no worker; ${ended}.`)
    return `${subject} of ${issuer} can no longer sign in as worker ${worker}; ${ended}.`
  }
  const previous = await linkIdentity(db, { issuer, subject, workerId: command.worker }).catch(
    (error: unknown) => {
      throw error instanceof NotFoundError ? new UsageError(error.message) : error
    },
  )
  const instead =
    previous === undefined || previous === command.worker ? '' : `, and no longer as worker ${previous}`
  return `${subject} of ${issuer} signs in as worker ${command.worker}${instead}.`
}

runCommand(main)
