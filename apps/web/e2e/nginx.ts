import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { end, untilListening } from './listening.ts'

/** The path of nginx. Debian installs it in /usr/sbin, which is only in the PATH of root. */
export const findNginx = (): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
    .map((folder) => join(folder, 'nginx'))
    .find((path) => existsSync(path))

/** The configuration from docs/, with the addresses of the test. */
export async function documentedConfig({ port, app }: { port: number; app: string }): Promise<string> {
  const text = await readFile(fileURLToPath(new URL('../../../docs/nginx.conf', import.meta.url)), 'utf8')
  return text
    .replaceAll('listen 443', `listen 127.0.0.1:${port}`)
    .replaceAll('/etc/ssl/', '')
    .replaceAll('http://127.0.0.1:3000', app)
}

/** Starts an nginx on loopback with these `server` blocks and a self-signed certificate. */
export async function startNginx(port: number, servers: string): Promise<{ close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-nginx-'))
  // The workers of nginx do not run as root but as another user, who must be able to read the folder.
  await chmod(folder, 0o755)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid nginx.pid; error_log stderr;
    events {}
    http { access_log off; ${temporary.map((name) => `${name}_temp_path ${name};`).join(' ')}
    ${servers} }`,
  )
  makeCertificate(folder)
  const nginx = spawn(findNginx() ?? 'nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await untilListening(nginx, port)
  return {
    async close() {
      await end(nginx)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function makeCertificate(folder: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'open-shifts.key']
  const certificate = ['-x509', '-subj', '/CN=app.example', '-out', 'open-shifts.pem']
  execFileSync('openssl', ['req', ...key, ...certificate], { cwd: folder, stdio: 'ignore' })
}
