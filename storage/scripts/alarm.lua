-- Count a code (sent, verified) or an attempt (right, wrong), then tell whether the alarm is on: among the last codes
-- whose time is over too few were verified, or too many of the attempts of the last hour were wrong.
-- KEYS: 1 codes sent 2 codes verified 3 attempts 4 wrong attempts (sorted sets of ids by their moment)
-- ARGV: 1 now 2 what ("": only tell) 3 id 4 a code's lifetime (ms) 5 codes 6 per cent verified 7 attempts 8 per cent wrong
local now, what, id = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local day, hour = now - 86400000, now - 3600000
local codes, least = tonumber(ARGV[5]), tonumber(ARGV[7])

local function count(key, lasts)
  redis.call('ZADD', key, 'NX', now, id)
  redis.call('PEXPIRE', key, lasts)
end
if what == 'sent' then count(KEYS[1], 172800000) end
if what == 'verified' then count(KEYS[2], 172800000) end
if what == 'right' or what == 'wrong' then count(KEYS[3], 7200000) end
if what == 'wrong' then count(KEYS[4], 7200000) end

local over = now - tonumber(ARGV[4])
if what ~= '' then
  local spare = redis.call('ZCOUNT', KEYS[1], '-inf', over) - codes
  if spare > 0 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, spare - 1) end
  for place = 2, 4 do redis.call('ZREMRANGEBYSCORE', KEYS[place], '-inf', place == 2 and day or hour) end
end

local last = redis.call('ZREVRANGEBYSCORE', KEYS[1], over, '(' .. day, 'LIMIT', 0, codes)
if #last == codes then
  local verified = 0
  for _, code in ipairs(last) do
    if redis.call('ZSCORE', KEYS[2], code) then verified = verified + 1 end
  end
  if verified * 100 < tonumber(ARGV[6]) * codes then return 1 end
end

local typed = redis.call('ZCOUNT', KEYS[3], '(' .. hour, '+inf')
local wrong = redis.call('ZCOUNT', KEYS[4], '(' .. hour, '+inf')
if typed >= least and wrong * 100 > tonumber(ARGV[8]) * typed then return 1 end
return 0
