-- What became of a message: ranks only rise (sent, delivered, read), and failed is last.
-- KEYS: 1 sent 2 live   ARGV: 1 outbox id 2 state 3 at 4 message 5 error 6 now 7 account 8 channel of hints
local rank = {sent = 1, delivered = 2, read = 3, failed = 4}
local before = redis.call('HGET', KEYS[1], ARGV[1])
if before and (rank[string.match(before, '^%a+')] or 0) >= (rank[ARGV[2]] or 0) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. ARGV[5])
redis.call('PEXPIRE', KEYS[1], 691200000)
redis.call('LPUSH', KEYS[2], ARGV[6] .. ' ' .. ARGV[7] .. ' ' .. ARGV[1] .. ' ' .. ARGV[2])
redis.call('LTRIM', KEYS[2], 0, 999)
redis.call('PUBLISH', ARGV[8], ARGV[7])
return 1
