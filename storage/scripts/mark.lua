-- An attempt at something that costs starts: the first one may, and the same one again.
-- KEYS: 1 mark   ARGV: 1 attempt
local first = redis.call('GET', KEYS[1])
if first then return first == ARGV[1] and 1 or 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', 86400)
return 1
