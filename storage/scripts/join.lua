-- An identity leads to an account: the first to say so wins (NX), or it follows a stronger identity ("").
-- KEYS: 1 alias   ARGV: 1 account 2 mode
local led = ARGV[2] == 'NX' and redis.call('GET', KEYS[1]) or ARGV[1]
redis.call('SET', KEYS[1], led) -- also what is there: only for what this call writes can replicas be waited for
return led
