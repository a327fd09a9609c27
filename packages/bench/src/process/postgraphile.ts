import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fromNpm, nodeIn } from './fromNpm.ts'
import { startServer, type ServerProcess } from './serverProcess.ts'

/** The GraphQL API that PostGraphile makes of a database, on the Node that it wants; undefined where npm brings neither. */
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
