import { z } from 'zod'

// Zod tries whether it may compile its parsers; the content security policy forbids it, and would report the attempt.
z.config({ jitless: true })
