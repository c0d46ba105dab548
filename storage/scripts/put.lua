-- A record of a table is put, if it is still the one that was read; put again by the client's retry, it stands already.
-- KEYS: 1 table   ARGV: 1 id 2 version as read (0: there was none) 3 record ("": take it out)
local kept = redis.call('HGET', KEYS[1], ARGV[1])
local version = kept and struct.unpack('>I8', kept) or 0
if ARGV[3] == '' then
  if not kept then return 1 end
  if version ~= tonumber(ARGV[2]) then return 0 end
  redis.call('HDEL', KEYS[1], ARGV[1])
  return 1
end
if kept and string.sub(kept, 9) == ARGV[3] then return 1 end
if version ~= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], struct.pack('>I8', version + 1) .. ARGV[3])
return 1
