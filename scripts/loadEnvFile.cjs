// Takes the variables of .env at the root that the environment does not set.
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { parseEnv } = require('node:util')

const file = path.join(path.dirname(__dirname), '.env')

function readEnvFile() {
  try {
    // Some editors begin a file with a mark that Node takes for a part of the first name.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    return fail(`cannot be read: ${error.message}`)
  }
}

function fail(problem) {
  console.error(`${file} ${problem}`)
  return process.exit(1)
}

for (const [name, value] of Object.entries(parseEnv(readEnvFile()))) {
  // Node takes a line without "=" for a part of the next name. Only its first word is printed: the rest may be a secret.
  if (!/^[A-Z_][\w.-]*$/i.test(name)) fail(`has a line that is not NAME=value: ${name.split(/[^\w]/)[0]} …`)
  process.env[name] ??= value
}
