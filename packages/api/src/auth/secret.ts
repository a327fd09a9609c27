import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseEnv, EnvironmentError } from '@shifts/db'
import { z } from 'zod'
import { authEnv } from '../env.ts'

/** What decides which secret signs tokens here. */
export const secretEnv = { AUTH_SECRET: authEnv.AUTH_SECRET, ...databaseEnv, NODE_ENV: z.string().optional() }

/** Beside the embedded database. */
const keptFile = fileURLToPath(new URL('../../../../.data/auth-secret', import.meta.url))

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
    return (await readSecret(file)) ?? (await createSecret(file))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EnvironmentError(`AUTH_SECRET: is not set, and none can be kept in ${file}: ${reason}`, {
      cause,
    })
  }
}

/**
 * Several processes may start at once: the first that links its file keeps its secret, and the others read that. The
 * file is complete before it gets its name, so neither a full disk nor a crash leaves a part of a secret.
 */
async function createSecret(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  const unfinished = `${file}.unfinished-${randomUUID()}`
  const secret = randomBytes(32).toString('base64url')
  try {
    await writeFile(unfinished, secret, { mode: 0o600, flush: true })
    for (;;) {
      if (await linkIfMissing(unfinished, file)) return secret
      const kept = await readSecret(file)
      if (kept !== undefined) return kept
      // A file that holds no secret is replaced.
      await rm(file, { force: true })
    }
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** @returns whether there was no such file */
async function linkIfMissing(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Undefined too for a part of a secret: older versions left one, or an empty file, where the disk was full. */
async function readSecret(file: string): Promise<string | undefined> {
  try {
    const secret = (await readFile(file, 'utf8')).trim()
    return /^[!-~]{43,}$/.test(secret) ? secret : undefined
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined
    throw error
  }
}

const isErrorWithCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
