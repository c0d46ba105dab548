-- A record goes to the end of an audit chain: its number and the link to what stood before it are made here, because
-- only here the end is known. A client's retry gets the number that the first call made.
-- KEYS: 1 chain 2 done   ARGV: 1 record (signed and sealed)
local earlier = redis.call('GET', KEYS[2])
if earlier then return tonumber(earlier) end
local number, link = 0, string.rep('0', 40)
local last = redis.call('LINDEX', KEYS[1], -1)
if last and #last > 48 then number, link = struct.unpack('>I8', last), string.sub(last, 9, 48) end
local place = struct.pack('>I8', number + 1)
redis.call('RPUSH', KEYS[1], place .. redis.sha1hex(link .. place .. ARGV[1]) .. ARGV[1])
redis.call('SET', KEYS[2], number + 1, 'EX', 120)
return number + 1
