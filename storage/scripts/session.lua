-- A session as it is read: what counts as activity renews it, what was idle for too long is gone.
-- KEYS: 1 session 2 sessions   ARGV: 1 now 2 idle (ms) 3 member 4 renew (0, 1)
local kept = redis.call('GET', KEYS[1])
if not kept then return false end
local now, idle = tonumber(ARGV[1]), tonumber(ARGV[2])
local seen = struct.unpack('>I8', kept)
if seen + idle <= now then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[3])
  return false
end
local sealed = string.sub(kept, 9)
if ARGV[4] == '1' and now > seen then
  redis.call('SET', KEYS[1], struct.pack('>I8', now) .. sealed, 'PX', idle)
  if redis.call('ZSCORE', KEYS[2], ARGV[3]) then redis.call('ZADD', KEYS[2], now + idle, ARGV[3]) end
end
return sealed
