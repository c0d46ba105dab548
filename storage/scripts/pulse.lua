-- Add what a process saw of its providers in one minute. KEYS: 1 the minute. ARGV: 1 seconds it stays, then words and counts
for place = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[place], ARGV[place + 1]) end
if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return 1
