import { execFile } from 'node:child_process'
import { lchown, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** The account that PostgreSQL runs as, where that cannot be the user of this process. */
export interface Account {
  uid: number
  gid: number
}

const unprivilegedAccount: Account = { uid: 65534, gid: 65534 }

/** PostgreSQL refuses to run as root. */
export const serverAccount: Account | undefined = process.getuid?.() === 0 ? unprivilegedAccount : undefined

const execute = promisify(execFile)

/** Runs a program to its end as the account. Rejects with its stderr if it fails. */
export async function runAs(account: Account | undefined, program: string, args: string[]): Promise<void> {
  try {
    await execute(program, args, { ...account, cwd: dirname(program), windowsHide: true })
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trimEnd() : ''
    throw new Error(output || String(cause), { cause })
  }
}

/** Whether the account may run the program. */
export function canRun(account: Account | undefined, program: string, args: string[]): Promise<boolean> {
  return runAs(account, program, args).then(
    () => true,
    () => false,
  )
}

/** Makes the account the owner of a folder and of everything in it. */
export async function giveTo(account: Account | undefined, folder: string): Promise<void> {
  if (account === undefined) return
  const paths = await readdir(folder, { recursive: true })
  for (const path of ['', ...paths]) await lchown(join(folder, path), account.uid, account.gid)
}
