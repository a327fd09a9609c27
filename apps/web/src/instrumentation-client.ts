import { z } from 'zod'

// Zod would test whether it may compile its parsers. The content security policy forbids that and reports each attempt.
z.config({ jitless: true })
