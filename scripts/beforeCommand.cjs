// Loaded by the commands before anything else. CommonJS, for Node loads ES modules from fewer folders.
require('./assertFolder.cjs')
require('./loadEnvFile.cjs')
