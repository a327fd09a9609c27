import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Debian keeps it where only root's PATH leads. */
export const findNginx = (): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
    .map((folder) => join(folder, 'nginx'))
    .find((path) => existsSync(path))

/** The configuration that docs/ shows, at other addresses. */
export async function documentedConfig({ port, app }: { port: number; app: string }): Promise<string> {
  const text = await readFile(fileURLToPath(new URL('../../../docs/nginx.conf', import.meta.url)), 'utf8')
  return text
    .replaceAll('listen 443', `listen 127.0.0.1:${port}`)
    .replaceAll('/etc/ssl/', '')
    .replace('http://127.0.0.1:3000', app)
}

/** An nginx of its own with these servers, on loopback, with a certificate of its own beside its configuration. */
export async function startNginx(port: number, servers: string): Promise<{ close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'open-shifts-nginx-'))
  // Root's nginx works as another user, who has to get in.
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
  while (!(await accepts(port))) {
    if (nginx.exitCode !== null) throw new Error('nginx did not start.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    async close() {
      nginx.kill('SIGTERM')
      if (nginx.exitCode === null) await once(nginx, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function makeCertificate(folder: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'open-shifts.key']
  const certificate = ['-x509', '-subj', '/CN=app.example', '-out', 'open-shifts.pem']
  execFileSync('openssl', ['req', ...key, ...certificate], { cwd: folder, stdio: 'ignore' })
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
