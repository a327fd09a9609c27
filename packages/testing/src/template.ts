declare module 'vitest' {
  export interface ProvidedContext {
    /** The test server's database, which is never cloned, so that anything may connect to it. */
    testServerUrl: string
    /** The same through PgBouncer, if the run uses one. */
    pgBouncerUrl?: string
    /** A folder for files that tests write. Removed after the run. */
    testFolder: string
  }
}

/** The migrated database of which every test database is a clone. */
export const templateDatabase = 'shifts_template'
