import getPort from 'get-port'
import { documentedConfig, startNginx } from './nginx.ts'
import { signInAndOut } from './signInAndOut.ts'
import { expect, test } from './test.ts'

test.use({ ignoreHTTPSErrors: true })
// Each starts a web server and an nginx.
test.slow()

test('works behind an nginx that adds no headers', async ({ page, app, signOut }) => {
  const port = await getPort({ host: '127.0.0.1' })
  const url = `http://127.0.0.1:${port}`
  const web = await app.startOtherWeb({ PUBLIC_URL: url })
  const nginx = await startNginx(
    port,
    `server { listen 127.0.0.1:${port}; location / { proxy_pass ${web.url}; } }`,
  )
  try {
    expect(await signInAndOut({ page, app, signOut }, url)).toMatchObject({ secure: false })
  } finally {
    await page.close()
    await nginx.close()
    await web.close()
  }
})

test('works behind the nginx of the documentation, over TLS', async ({ page, app, signOut }) => {
  const port = await getPort({ host: '127.0.0.1' })
  const url = `https://127.0.0.1:${port}`
  const web = await app.startOtherWeb({ PUBLIC_URL: url, TRUST_PROXY: 'loopback' })
  const nginx = await startNginx(port, await documentedConfig({ port, app: web.url }))
  try {
    expect(await signInAndOut({ page, app, signOut }, url)).toMatchObject({ secure: true, httpOnly: true })
  } finally {
    await page.close()
    await nginx.close()
    await web.close()
  }
})
