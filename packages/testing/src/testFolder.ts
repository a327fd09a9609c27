import { access, chmod, constants, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const sharedMemory = '/dev/shm'
/** Linux's number for file systems in memory. */
const tmpfs = 0x0102_1994
const neededBytes = 4 * 2 ** 30

/**
 * Creates a folder for the data of tests that any account may enter: in the machine's memory if it can hold them, because each
 * PostgreSQL has more than a thousand small files. The caller deletes it.
 */
export async function createTestFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join((await isMemoryUsable()) ? sharedMemory : tmpdir(), prefix))
  // When run as root, PostgreSQL runs as another user.
  await chmod(folder, 0o755)
  return folder
}

/** Whether 4 GiB of the memory are free for files, and programs can be run there. Containers often allow neither. */
async function isMemoryUsable(): Promise<boolean> {
  const found = await statfs(sharedMemory).catch(() => undefined)
  if (found?.type !== tmpfs || found.bavail * found.bsize < neededBytes) return false
  const program = join(sharedMemory, `open-shifts-${process.pid}`)
  try {
    await writeFile(program, '', { mode: 0o755 })
    await access(program, constants.X_OK)
    return true
  } catch {
    return false
  } finally {
    await rm(program, { force: true })
  }
}
