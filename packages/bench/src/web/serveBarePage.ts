import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import getPort from 'get-port'

const entry = fileURLToPath(new URL('barePage.ts', import.meta.url))
const html = `<!doctype html><html lang="en"><title>FullCalendar</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/barePage.css"><div id="root"></div><script src="/barePage.js"></script></html>`

export interface BarePage {
  origin: string
  close: () => void
}

/** Builds the page with FullCalendar alone, and serves it compressed. */
export async function serveBarePage(): Promise<BarePage> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const files = new Map([['/', { type: 'text/html', body: gzipSync(html) }]])
  for (const { path, contents } of outputFiles)
    files.set(path, {
      type: path.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: gzipSync(contents),
    })
  const port = await getPort({ host: '127.0.0.1' })
  const server = createServer((request, response) => {
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (!file) return response.writeHead(404).end()
    return response
      .writeHead(200, { 'content-type': `${file.type}; charset=utf-8`, 'content-encoding': 'gzip' })
      .end(file.body)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
