import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { end, untilListening } from './listening.ts'

/** The path of Caddy, if it is installed. */
export const findCaddy = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'caddy'))
    .find((path) => existsSync(path))

/** Starts a Caddy on loopback with the configuration from docs/, a certificate of its own making, and the addresses of the test. */
export async function startCaddy({
  port,
  app,
}: {
  port: number
  app: string
}): Promise<{ close: () => Promise<{ log: string }> }> {
  const path = fileURLToPath(new URL('../../../docs/deploy/Caddyfile', import.meta.url))
  const configuration = (await readFile(path, 'utf8'))
    .replace(/^\{/m, '{\nadmin off\nlocal_certs\nskip_install_trust\nauto_https disable_redirects')
    .replace('app.example', `https://127.0.0.1:${port}`)
    .replace('api.example', `https://localhost:${port}`)
    .replaceAll('127.0.0.1:3000', new URL(app).host)
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-caddy-'))
  const file = join(folder, 'Caddyfile')
  await writeFile(file, configuration)
  const caddy = spawn(findCaddy() ?? 'caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const log = text(caddy.stderr)
  await untilListening(caddy, port)
  return {
    async close() {
      await end(caddy)
      await rm(folder, { recursive: true, force: true })
      return { log: await log }
    },
  }
}
