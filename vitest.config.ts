import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// A zone an odd 5:45 from UTC shows at once what depends on the machine's own.
const env = { TZ: 'Asia/Kathmandu' }

const setUp = 'packages/testing/src/globalSetup.ts'
const behindPgBouncer = 'packages/api/test/pgBouncer.test.ts'

/** The tests that need a PostgreSQL; with TEST_PGBOUNCER=true those of the API, which reach it through PgBouncer. */
const databaseTests =
  process.env.TEST_PGBOUNCER === 'true'
    ? {
        include: ['{apps/server,packages/api}/test/**/*.test.ts', 'packages/db/test/streaming.test.ts'],
        // These ask no database, or not for its own sake, count its sessions, which PgBouncer shares, or take too long.
        exclude: [
          'claimsDuringChanges',
          'clients',
          'exportReaders',
          'fuzz',
          'storedSecret',
          'keyServer',
          'limits',
          'model',
          'parity',
          'overload',
          'race',
          'shutdown',
          'tracing',
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
    // Its own choice leaves one core idle, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      {
        // As apps/web/tsconfig.json has it.
        resolve: {
          alias: [{ find: /^@\//, replacement: fileURLToPath(new URL('apps/web/src/', import.meta.url)) }],
        },
        test: {
          name: 'unit',
          env,
          include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/*.test.ts'],
          // On a busy machine loading the modules alone takes seconds.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'start',
          env,
          include: ['scripts/test/**/*.test.ts'],
          // It may have to build the web first.
          testTimeout: 300_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          env,
          ...databaseTests,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
