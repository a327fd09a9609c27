import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fromNpm, nodeIn } from './fromNpm.ts'
import { startServer, type ServerProcess } from './serverProcess.ts'

/** Starts PostGraphile's GraphQL API for a database, on Node 24. Undefined if npm cannot install them. */
export async function startPostgraphile(url: string): Promise<ServerProcess | undefined> {
  const packages = await fromNpm('node@24', 'postgraphile@5.1.5')
  if (packages === undefined) return undefined
  const dist = join(packages, 'postgraphile', 'dist')
  const args = ['--connection', url, '--schema', 'public', '--preset', join(dist, 'presets', 'amber.js')]
  return startServer(
    pathToFileURL(join(dist, 'cli-run.js')),
    {},
    {
      node: nodeIn(packages),
      args: (port) => [...args, '--host', '127.0.0.1', '--port', String(port)],
    },
  )
}
