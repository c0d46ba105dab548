-- A process is alive: it is counted among those who share the partitions until its beats stop for a lease.
-- KEYS: 1 members   ARGV: 1 process 2 lease (ms; 0: it leaves)
-- Answers all who are alive. The clock is the server's own, so that no process's clock matters.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[2] == '0' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], 60000)
return redis.call('ZRANGE', KEYS[1], 0, -1)
