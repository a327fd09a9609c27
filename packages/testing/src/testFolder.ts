import { access, chmod, constants, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sharedMemory = '/dev/shm'
/** Linux's number for file systems in memory. */
const tmpfs = 0x0102_1994
const neededBytes = 4 * 2 ** 30

/**
 * Creates a folder for the data of tests that any account may enter: in the machine's memory if 4 GiB of it are free at that time,
 * because each PostgreSQL has more than a thousand small files. The caller deletes it.
 */
export async function createTestFolder(prefix: string): Promise<string> {
  const folder = (await createMemoryFolder(prefix)) ?? (await mkdtemp(join(tmpdir(), prefix)))
  // When run as root, PostgreSQL runs as another user.
  await chmod(folder, 0o755)
  return folder
}

/** Undefined if there is not enough memory, or if programs cannot run there. In containers both are common. */
async function createMemoryFolder(prefix: string): Promise<string | undefined> {
  const found = await statfs(sharedMemory).catch(() => undefined)
  if (found?.type !== tmpfs) return undefined
  if (Math.min(found.bavail * found.bsize, process.availableMemory()) < neededBytes) return undefined
  const folder = await mkdtemp(join(sharedMemory, prefix)).catch(() => undefined)
  if (folder === undefined) return undefined
  const program = join(folder, 'program')
  await writeFile(program, '', { mode: 0o755 })
  const canRun = await access(program, constants.X_OK).then(
    () => true,
    () => false,
  )
  await rm(canRun ? program : folder, { recursive: true })
  return canRun ? folder : undefined
}
