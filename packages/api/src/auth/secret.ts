import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { databaseEnv, EnvironmentError } from '@shifts/db'
import { z } from 'zod'
import { authEnv } from '../env.ts'

/** The variables that determine the secret that signs tokens. */
export const secretEnv = { AUTH_SECRET: authEnv.AUTH_SECRET, ...databaseEnv, NODE_ENV: z.string().optional() }

/** Next to the embedded database. */
const secretFile = fileURLToPath(new URL('../../../../.data/auth-secret', import.meta.url))

/**
 * The secret that signs tokens: AUTH_SECRET, else one that is generated once and stored in a file next to the embedded
 * database.
 * @throws {EnvironmentError} in production on an external database, where a secret has to be configured, and if the
 * file cannot be read or written
 */
export async function authSecret(
  env: z.output<z.ZodObject<typeof secretEnv>>,
  file: string = secretFile,
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

/** Several processes may start at once: one of them creates the secret, and the others read it. */
async function createSecret(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  return withLock(`${file}.lock`, async () => {
    const kept = await readSecret(file)
    if (kept !== undefined) return kept
    const secret = randomBytes(32).toString('base64url')
    await writeAtomically(file, secret)
    return secret
  })
}

/** Longer than it takes to write a secret: an older lock was left behind by a process that was killed. */
const staleLockMs = 10_000

/** Runs `work` while the folder `lock` exists, which only one process can create. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  while (!(await createFolder(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > staleLockMs) await rm(lock, { recursive: true, force: true })
    else await delay(20)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** @returns false if it exists already */
async function createFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false
    throw error
  }
}

/**
 * Writes the file completely or not at all, even if the disk is full or the process crashes. Only its owner may read
 * it.
 */
async function writeAtomically(file: string, content: string): Promise<void> {
  const unfinished = `${file}.unfinished`
  try {
    await writeFile(unfinished, content, { mode: 0o600, flush: true })
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** Also undefined for an incomplete secret or an empty file, which older versions left behind when the disk was full. */
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
