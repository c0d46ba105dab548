-- A post is held by one process at a time: whoever has it keeps it, whoever finds it empty takes it.
-- KEYS: 1 post   ARGV: 1 process 2 lease (ms; 0: it is left)
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then
  redis.call('DEL', KEYS[1])
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
