-- An entry waits: it is put back in its place with another moment.
-- KEYS: 1 lease 2 out   ARGV: 1 token 2 entry 3 entry with its new moment
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if redis.call('LINSERT', KEYS[2], 'BEFORE', ARGV[2], ARGV[3]) > 0 then redis.call('LREM', KEYS[2], 1, ARGV[2]) end
return 1
