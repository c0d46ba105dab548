-- Take the lease of a chat whose outbox is not empty; a chat without anything to send is no longer due.
-- KEYS: 1 lease 2 out 3 due   ARGV: 1 token 2 account 3 look again at
if redis.call('LLEN', KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[3], ARGV[2])
  return 0
end
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[2])
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', 10000) then return 1 end
if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end -- the client asks again: its first call took it
return 0
