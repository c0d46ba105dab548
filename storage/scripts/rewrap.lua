-- A wrapped key is wrapped anew, if it is still the one that was read.
-- KEYS: 1 key   ARGV: 1 as it was 2 as it will be 3 field ("": the key is a string)
-- Answers 1: done (or done before); 0: it is another one, or gone.
local hashed = ARGV[3] ~= ''
local now = hashed and redis.call('HGET', KEYS[1], ARGV[3]) or not hashed and redis.call('GET', KEYS[1])
if now == ARGV[2] then return 1 end
if now ~= ARGV[1] then return 0 end
if hashed then redis.call('HSET', KEYS[1], ARGV[3], ARGV[2]) else redis.call('SET', KEYS[1], ARGV[2]) end
return 1
