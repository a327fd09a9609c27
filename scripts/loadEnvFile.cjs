// Sets the variables of .env at the root, except those that the environment sets.
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { parseEnv } = require('node:util')

const file = path.join(path.dirname(__dirname), '.env')

function readEnvFile() {
  try {
    // Some editors start a file with a byte order mark, which Node would read as a part of the first name.
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

/** Some versions of Node ignore a line without "=", others read it as a part of the next name. */
function assertLines(text) {
  const withoutQuotedValues = text.replace(/=[ \t]*(["'`])[^]*?\1/g, '=')
  for (const line of withoutQuotedValues.split(/\r?\n/)) {
    if (/^\s*(#.*)?$|^\s*(export\s+)?[A-Z_][\w.-]*\s*=/i.test(line)) continue
    // Only its first word is printed: the rest may be a secret.
    fail(`has a line that is not NAME=value: ${line.trim().split(/[^\w]/)[0]} …`)
  }
}

const text = readEnvFile()
assertLines(text)
for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value
