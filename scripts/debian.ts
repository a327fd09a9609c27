import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './processes.ts'

/** Whether packages of Debian can be installed here. */
export const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Installs a Debian package. */
export async function install(name: string, options: string[] = []): Promise<void> {
  await run('apt-get', ['update', '-qq'])
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...options, name])
}

/** Options to `install` a package without the server that would start with the machine. */
export const withoutService = (name: string) =>
  [`/etc/init.d/${name}`, `/lib/systemd/system/${name}.*`].map(
    (path) => `-oDpkg::Options::=--path-exclude=${path}`,
  )

/** Debian installs servers in a folder that is only on root's PATH. */
export const findProgram = (name: string) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
