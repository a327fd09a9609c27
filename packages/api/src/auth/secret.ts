import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A secret for AUTH_SECRET that is made once and kept in `file`, which only its owner may read. */
export async function keptSecret(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true })
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const isKeptAlready = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isKeptAlready) throw error
  }
  return readFile(file, 'utf8')
}
