-- An identity leads nowhere any more, if it still leads to the account that is gone.
-- KEYS: 1 alias   ARGV: 1 account
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1
