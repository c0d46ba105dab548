-- What was given up is tried again, after what waits in its chat's outbox.
-- KEYS: 1 unsent 2 out 3 due 4 sent 5 data key 6 done   ARGV: 1 laid aside 2 entry 3 account 4 now 5 outbox id 6 data key that opens it
-- Answers 1: put back (or put back before); 0: it is there no more.
if redis.call('EXISTS', KEYS[6]) == 1 then return 1 end
if redis.call('GET', KEYS[5]) ~= ARGV[6] then return 0 end -- erased meanwhile: nobody can open it any more
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('HDEL', KEYS[4], ARGV[5])
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('ZADD', KEYS[3], ARGV[4], ARGV[3])
redis.call('SET', KEYS[6], '1', 'EX', 120)
return 1
