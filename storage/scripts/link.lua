-- An account gets a policy, if not too many have it. The same challenge gets the same answer, also after an unlinking.
-- KEYS: 1 links   ARGV: 1 account 2 challenge 3 most
local earlier = redis.call('HGET', KEYS[1], 'c:' .. ARGV[2])
if earlier then return tonumber(earlier) end
if redis.call('HEXISTS', KEYS[1], 'a:' .. ARGV[1]) == 0 then
  local count = 0
  for _, name in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.sub(name, 1, 2) == 'a:' then count = count + 1 end
  end
  if count >= tonumber(ARGV[3]) then return 0 end
  redis.call('HSET', KEYS[1], 'a:' .. ARGV[1], '1')
end
redis.call('HSET', KEYS[1], 'c:' .. ARGV[2], '1')
return 1
