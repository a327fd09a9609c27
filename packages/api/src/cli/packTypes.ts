import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const clientFolder = fileURLToPath(new URL('../../client', import.meta.url))

/** Packs the router's type into a folder, as a package that needs nothing but @trpc/server, and prints its name. */
function main(): void {
  const [destination] = process.argv.slice(2)
  if (destination === undefined) throw new UsageError('Usage: pnpm --filter @shifts/api pack-types FOLDER')
  const folder = mkdtempSync(path.join(tmpdir(), 'open-shifts-types-'))
  try {
    run('tsc', '--project', clientFolder, '--outDir', folder)
    // Replaces the declarations that only the server needs.
    cpSync(clientFolder, folder, { recursive: true })
    // pnpm runs this in the package's folder. INIT_CWD is the folder in which pnpm was called.
    const here = process.env.INIT_CWD ?? ''
    run('npm', 'pack', '--silent', folder, '--pack-destination', path.resolve(here, destination))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'inherit' })

class UsageError extends Error {}

try {
  main()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
