-- Give one back: it did not cost what it was taken for. With a tombstone it is never granted again.
-- KEYS: 1 limit   ARGV: 1 id 2 tombstone ("": none)
if redis.call('HGET', KEYS[1], 'i' .. ARGV[1]) ~= 't' then return 0 end
local count = tonumber(redis.call('HGET', KEYS[1], 'count') or '0')
redis.call('HSET', KEYS[1], 'count', math.max(count - 1, 0))
if ARGV[2] == '' then
  redis.call('HDEL', KEYS[1], 'i' .. ARGV[1])
else
  redis.call('HSET', KEYS[1], 'i' .. ARGV[1], ARGV[2])
end
return 1
