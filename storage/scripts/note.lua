-- What became of a message: ranks only rise (sent, delivered, read), and failed is last.
-- KEYS: 1 sent   ARGV: 1 outbox id 2 state 3 at 4 message 5 error
local rank = {sent = 1, delivered = 2, read = 3, failed = 4}
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before and (rank[string.match(before, '^%a+')] or 0) >= (rank[ARGV[2]] or 0) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. ARGV[5])
redis.call('PEXPIRE', KEYS[1], 691200000)
return 1
