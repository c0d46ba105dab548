-- An entry left: take it out, note what became of it, and put the chat down when asked and nothing is left.
-- KEYS: 1 lease 2 out 3 sent 4 due 5 driven 6 live 7 unsent
-- ARGV: 1 token 2 entry 3 outbox id 4 state 5 message 6 at 7 release (0, 1) 8 account 9 channel of hints
--       10 laid aside ("": not) 11 forget what was before
-- Answers 3: held, and an agent drives (read again); 2: released; 1: held; 0: the lease was lost (the entry is out all the same: it left).
local out = redis.call('LREM', KEYS[2], 1, ARGV[2])
-- What a take-over withheld while it was on its way has left all the same: the transcript says so.
local known = out == 0 and ARGV[4] ~= 'failed' and redis.call('HGET', KEYS[3], ARGV[3])
if known and string.sub(known, 1, 9) == 'withheld ' then out = redis.call('HDEL', KEYS[3], ARGV[3]) end
if ARGV[4] ~= '' and out > 0 then -- else it was erased meanwhile, or noted by another
  redis.call('HSETNX', KEYS[3], ARGV[3], ARGV[4] .. ' ' .. ARGV[6] .. ' ' .. ARGV[5])
  redis.call('PEXPIRE', KEYS[3], 691200000)
  redis.call('LPUSH', KEYS[6], ARGV[6] .. ' ' .. ARGV[8] .. ' ' .. ARGV[3] .. ' ' .. ARGV[4])
  redis.call('LTRIM', KEYS[6], 0, 999)
  redis.call('PUBLISH', ARGV[9], ARGV[8])
end
if ARGV[10] ~= '' and out > 0 then
  redis.call('ZADD', KEYS[7], ARGV[6], ARGV[10])
  redis.call('ZREMRANGEBYSCORE', KEYS[7], '-inf', ARGV[11])
end
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[7] == '1' and redis.call('LLEN', KEYS[2]) == 0 then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[4], ARGV[8])
  return 2
end
redis.call('PEXPIRE', KEYS[1], 10000)
return redis.call('HEXISTS', KEYS[5], ARGV[8]) == 1 and 3 or 1
