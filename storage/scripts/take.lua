-- Take one of a limit's window, once an id. The window starts with the first one counted.
-- KEYS: 1 limit   ARGV: 1 id 2 most 3 window (ms) 4 now (ms)
-- Answers {granted 1, granted before 2, refused 0 or returned -1, the window's end}
local ends = tonumber(redis.call('HGET', KEYS[1], 'ends') or '0')
local now = tonumber(ARGV[4])
if ends <= now then
  redis.call('DEL', KEYS[1])
  ends = now + tonumber(ARGV[3])
end
local known = redis.call('HGET', KEYS[1], 'i' .. ARGV[1])
if known == 't' then return {2, ends} end
if known == 'g' then return {-1, ends} end
local count = tonumber(redis.call('HGET', KEYS[1], 'count') or '0')
if count >= tonumber(ARGV[2]) then return {0, ends} end
redis.call('HSET', KEYS[1], 'ends', ends, 'count', count + 1, 'i' .. ARGV[1], 't')
redis.call('PEXPIRE', KEYS[1], math.max(ends - now, 1) + 60000)
return {1, ends}
