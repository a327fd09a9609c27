import { once } from 'node:events'
import { createServer } from 'node:http'
import getPort from 'get-port'

/** What a proxy responds with in place of the server's response; undefined leaves that as it is. */
export type Override = (path: string) => Promise<{ status: number; body: string; type: string } | undefined>

/** A proxy in front of a server. `override` changes responses from then on. */
export async function startHttpProxy(target: string) {
  let override: Override = async () => undefined
  const server = createServer((request, response) => {
    const respond = async () => {
      const changed = await override(request.url ?? '/')
      if (changed) {
        response.writeHead(changed.status, { 'content-type': changed.type }).end(changed.body)
        return
      }
      const { connection: _hop, ...headers } = request.headers
      const upstream = await fetch(new URL(request.url ?? '/', target), {
        method: request.method ?? 'GET',
        headers: Object.entries(headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] satisfies [string, string]] : [],
        ),
        redirect: 'manual',
      })
      const passed = [...upstream.headers].filter(
        ([name]) => !/^(content-|transfer-)(encoding|length)$/.test(name),
      )
      response.writeHead(upstream.status, Object.fromEntries(passed))
      for await (const chunk of upstream.body ?? []) response.write(chunk)
      response.end()
    }
    respond().catch(() => response.destroy())
  })
  const port = await getPort({ host: '127.0.0.1' })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    override(next: Override) {
      override = next
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
