import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// A time zone 5:45 from UTC, so that tests fail if code depends on the machine's time zone.
const env = { TZ: 'Asia/Kathmandu' }

/** The files that a worker runs share their modules, because loading them again for each file would take much of the time. */
const isolate = false

/** A test that takes ten seconds on a quiet machine must not fail on a busy one. */
const busyMachineMs = 120_000

/** How long `expect.poll` waits. Vitest's default of a second is too short for a busy machine. */
const poll = { timeout: 30_000 }

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const setUp = 'packages/testing/src/globalSetup.ts'
const behindPgBouncer = 'packages/api/test/pgBouncer.test.ts'

/** The tests that need a PostgreSQL. With TEST_PGBOUNCER=true only those of the API, through PgBouncer. */
const databaseTests =
  process.env.TEST_PGBOUNCER === 'true'
    ? {
        include: ['{apps/server,packages/api}/test/**/*.test.ts', 'packages/db/test/streaming.test.ts'],
        // Left out: tests whose results do not depend on the database, that do not reach it through the host, that count its
        // sessions, which PgBouncer shares, or that take too long.
        exclude: [
          'auth',
          'badInput',
          'claimsDuringChanges',
          'clients',
          'compression',
          'docs',
          'exportReaders',
          'fuzz',
          'identityCommand',
          'identityProvider',
          'keyServer',
          'limits',
          'logs',
          'model',
          'monitoring',
          'ndjson',
          'openapi',
          'overload',
          'parity',
          'race',
          'replicas',
          'replicated',
          'security',
          'shutdown',
          'storedSecret',
          'tracing',
          'trustedProxy',
        ].map((name) => `**/${name}.test.ts`),
        globalSetup: [setUp, 'packages/testing/src/pgBouncerSetup.ts'],
      }
    : {
        include: ['{docker,apps/*,packages/*}/test/**/*.test.ts'],
        exclude: [behindPgBouncer],
        globalSetup: setUp,
      }

export default defineConfig({
  test: {
    // Vitest's default leaves one core idle, which is half of two cores.
    maxWorkers: '100%',
    projects: [
      {
        resolve: {
          alias: [
            // The same alias as in apps/web/tsconfig.json.
            { find: /^@\//, replacement: pathOf('apps/web/src/') },
            // What Next itself uses in its place on the server.
            {
              find: 'server-only',
              replacement: pathOf('apps/web/node_modules/next/dist/compiled/server-only/empty.js'),
            },
          ],
        },
        test: {
          name: 'unit',
          env,
          isolate,
          include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/*.test.ts'],
          setupFiles: pathOf('apps/web/src/shared/time/installTemporal.ts'),
          testTimeout: busyMachineMs,
          expect: { poll },
        },
      },
      {
        test: {
          name: 'start',
          env,
          include: ['scripts/test/**/*.test.ts'],
          // The web may have to be built first.
          testTimeout: 300_000,
          expect: { poll },
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          env,
          isolate,
          ...databaseTests,
          testTimeout: busyMachineMs,
          expect: { poll },
          hookTimeout: busyMachineMs,
        },
      },
    ],
  },
})
