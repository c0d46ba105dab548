-- The outbox, under a lease that this renews. False: the lease is somebody else's now.
-- With it the chat's data key: an erasure between two calls would leave the one without the other.
-- KEYS: 1 lease 2 out 3 key   ARGV: 1 token 2 most
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
redis.call('PEXPIRE', KEYS[1], 10000)
return {redis.call('GET', KEYS[3]), redis.call('LRANGE', KEYS[2], 0, tonumber(ARGV[2]) - 1)}
