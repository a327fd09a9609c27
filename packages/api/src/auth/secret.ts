import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { databaseEnv, EnvironmentError } from '@shifts/db'
import { embeddedFolder } from '@shifts/db/embedded'
import { z } from 'zod'
import { authEnv } from '../env.ts'

/** What decides which secret signs tokens here. */
export const secretEnv = { AUTH_SECRET: authEnv.AUTH_SECRET, ...databaseEnv, NODE_ENV: z.string().optional() }

const keptFile = path.join(path.dirname(embeddedFolder), 'auth-secret')

/**
 * The secret that signs tokens: AUTH_SECRET, else one that is made once and kept beside the embedded database.
 * @throws {EnvironmentError} in production on a real database: there nobody should find a secret that made itself
 */
export async function authSecret(env: z.output<z.ZodObject<typeof secretEnv>>): Promise<string> {
  if (env.AUTH_SECRET) return env.AUTH_SECRET
  if (env.DATABASE_URL && env.NODE_ENV === 'production') {
    throw new EnvironmentError('AUTH_SECRET: is required with NODE_ENV=production, at least 32 characters')
  }
  return keptSecret(keptFile)
}

async function keptSecret(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const isKeptAlready = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isKeptAlready) throw error
  }
  return readFile(file, 'utf8')
}
