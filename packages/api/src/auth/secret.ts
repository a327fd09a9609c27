import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { databaseEnv, EnvironmentError } from '@shifts/db'
import { embeddedFolder, withLock, writeWhole } from '@shifts/db/embedded'
import { z } from 'zod'
import { authEnv } from '../env.ts'

/** What decides which secret signs tokens here. */
export const secretEnv = { AUTH_SECRET: authEnv.AUTH_SECRET, ...databaseEnv, NODE_ENV: z.string().optional() }

const keptFile = path.join(path.dirname(embeddedFolder), 'auth-secret')

/**
 * The secret that signs tokens: AUTH_SECRET, else one that is made once and kept in a file, beside the embedded database.
 * @throws {EnvironmentError} in production on a real database, where nobody should find a secret that made itself, and
 * where the file cannot be read or written
 */
export async function authSecret(
  env: z.output<z.ZodObject<typeof secretEnv>>,
  file: string = keptFile,
): Promise<string> {
  if (env.AUTH_SECRET) return env.AUTH_SECRET
  if (env.DATABASE_URL && env.NODE_ENV === 'production') {
    throw new EnvironmentError('AUTH_SECRET: is required with NODE_ENV=production, at least 32 characters')
  }
  try {
    return (await readSecret(file)) ?? (await makeSecret(file))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EnvironmentError(`AUTH_SECRET: is not set, and none can be kept in ${file}: ${reason}`, {
      cause,
    })
  }
}

/** Of the processes that find no secret one makes it, and the others read it. */
async function makeSecret(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  return withLock(`${file}.lock`, async () => {
    const kept = await readSecret(file)
    if (kept !== undefined) return kept
    const secret = randomBytes(32).toString('base64url')
    await writeWhole(file, secret)
    return secret
  })
}

/** Undefined too for a part of a secret: older versions left one, or an empty file, where the disk was full. */
async function readSecret(file: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(file, 'utf8')).trim()
    return /^[!-~]{43,}$/.test(secret) ? secret : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
