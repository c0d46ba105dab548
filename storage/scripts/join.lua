-- An identity leads to an account: the first to say so wins (NX), or it follows a stronger identity ("").
-- KEYS: 1 alias   ARGV: 1 account 2 mode
if ARGV[2] == 'NX' then
  local led = redis.call('GET', KEYS[1])
  if led then return led end
end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
