// Lets the compiler name every type of tRPC's that the router's declarations need.
import type {} from '@trpc/server/unstable-core-do-not-import'
