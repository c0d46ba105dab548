-- The oldest items of a transcript go, and the first that stays may lose its oldest lines.
-- KEYS: 1 lines 2 done   ARGV: 1 how many go 2 the last of them ("": none) 3 the first that stays 4 that one anew ("": as it is)
-- Answers 1: done (or done before); 0: the transcript is not as it was read (it was erased, or another purge was here).
if redis.call('EXISTS', KEYS[2]) == 1 then return 1 end
local count = tonumber(ARGV[1])
if count > 0 and redis.call('LINDEX', KEYS[1], count - 1) ~= ARGV[2] then return 0 end
if ARGV[4] ~= '' then
  if redis.call('LINDEX', KEYS[1], count) ~= ARGV[3] then return 0 end
  redis.call('LSET', KEYS[1], count, ARGV[4])
end
if count > 0 then redis.call('LTRIM', KEYS[1], count, -1) end
redis.call('SET', KEYS[2], '1', 'EX', 120)
return 1
