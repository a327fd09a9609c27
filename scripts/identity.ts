import { parseArgs } from 'node:util'
import { id, oidcEnv } from '@shifts/api'
import {
  connect,
  linkIdentity,
  listIdentities,
  NotFoundError,
  ownerEnv,
  readEnv,
  unlinkIdentity,
} from '@shifts/db'
import { runCommand, UsageError } from '@shifts/db/command'
import { withDatabaseUrl } from '@shifts/embedded-postgres'
import { z } from 'zod'

const usage = [
  'Usage:',
  '  pnpm run identity --issuer URL --subject SUBJECT --worker ID    lets the person sign in as the worker',
  '  pnpm run identity --issuer URL --subject SUBJECT --unlink       ends that, and the sessions of the person',
  '  pnpm run identity --list [--worker ID]                          lists who signs in as whom',
  'The issuer is OIDC_ISSUER if it is left out.',
].join('\n')

const person = { issuer: z.url(), subject: z.string().min(1) }
const workerId = z.string().regex(/^\d+$/).transform(Number).pipe(id)

const commands = z.union([
  z.strictObject({ ...person, worker: workerId }),
  z.strictObject({ ...person, unlink: z.literal(true) }),
  z.strictObject({ list: z.literal(true), worker: workerId.optional() }),
])
type Command = z.output<typeof commands>

/** The command `pnpm run identity`: links people of an identity provider to workers, lists them, and unlinks them. */
async function main(): Promise<void> {
  const env = readEnv(z.object({ ...ownerEnv, OIDC_ISSUER: oidcEnv.OIDC_ISSUER }))
  const command = readArguments(env.OIDC_ISSUER)
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

function readArguments(defaultIssuer: string | undefined): Command {
  const given = parse()
  const isAboutPerson = given.list === undefined && defaultIssuer !== undefined
  const command = commands.safeParse({ ...(isAboutPerson && { issuer: defaultIssuer }), ...given })
  if (!command.success) throw new UsageError(usage)
  return command.data
}

function parse() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ options: { issuer: text, subject: text, worker: text, unlink: flag, list: flag } })
      .values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

runCommand(main)
