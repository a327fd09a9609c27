// Loaded by every command before anything else. It is CommonJS, because Node can load that from any folder.
require('./assertFolder.cjs')
require('./loadEnvFile.cjs')
