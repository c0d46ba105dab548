-- The oldest records of an audit chain go, and a signed anchor takes their place: what remains still verifies.
-- KEYS: 1 chain   ARGV: 1 how many go 2 the last of them 3 anchor
-- Answers 1: done (or done before); 0: the chain is not as it was read.
local count = tonumber(ARGV[1])
if redis.call('LINDEX', KEYS[1], 0) == ARGV[3] then return 1 end
if redis.call('LINDEX', KEYS[1], count - 1) ~= ARGV[2] then return 0 end
redis.call('LTRIM', KEYS[1], count, -1)
redis.call('LPUSH', KEYS[1], ARGV[3])
return 1
