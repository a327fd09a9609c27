import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// Writes public/service-worker.js. Runs after `next build`, because the service worker stores the files of that build.

const folder = fileURLToPath(new URL('.', import.meta.url))
const files = await readdir(`${folder}/.next/static`, { recursive: true, withFileTypes: true })
const urls = files
  .filter((file) => file.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.replace(/^.*\/\.next\//, '/_next/'))

await build({
  entryPoints: [`${folder}/service-worker/worker.ts`],
  outfile: `${folder}/public/service-worker.js`,
  bundle: true,
  minify: true,
  target: 'es2022',
  define: {
    BUILD_ID: JSON.stringify(await readFile(`${folder}/.next/BUILD_ID`, 'utf8')),
    STATIC_FILES: JSON.stringify(urls.toSorted()),
    'process.env.NODE_ENV': '"production"',
  },
})
