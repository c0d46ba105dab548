-- Put a chat down. With a time: it waits until then, if nothing came in since it was read. Without: only if its outbox
-- is empty. Answers 1: put down (or lost); 0: there is more, go on.
-- KEYS: 1 lease 2 out 3 due   ARGV: 1 token 2 account 3 until (0: now) 4 entries as read 5 most entries of a look
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 1 end
local count = math.min(redis.call('LLEN', KEYS[2]), tonumber(ARGV[5]))
if tonumber(ARGV[3]) > 0 and count == tonumber(ARGV[4]) then
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[2])
  redis.call('DEL', KEYS[1])
  return 1
end
if count > 0 then
  redis.call('PEXPIRE', KEYS[1], 10000)
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[3], ARGV[2])
return 1
