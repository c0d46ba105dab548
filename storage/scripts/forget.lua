-- A chat goes whole, if nothing happened in it since it was read and nothing waits to be sent.
-- KEYS: 1 chat 2 key 3 lines 4 out 5 lease 6 sent 7 timers 8 due 9 chats 10 waiting 11 refs 12 driven 13 read 14 index 15 open requests 16 open tickets
-- ARGV: 1 head as it was (version, last commit) 2 account, then the numbers of its requests and tickets
-- Answers 1: gone (or gone before); 0: it is in use.
local head = redis.call('GETRANGE', KEYS[1], 0, 23)
if head ~= '' and (head ~= ARGV[1] or redis.call('LLEN', KEYS[4]) > 0) then return 0 end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
for place = 7, 10 do redis.call('ZREM', KEYS[place], ARGV[2]) end
for place = 3, #ARGV do
  redis.call('HDEL', KEYS[11], ARGV[place])
  redis.call('ZREM', KEYS[15], ARGV[place])
  redis.call('ZREM', KEYS[16], ARGV[place])
end
for place = 12, 13 do redis.call('HDEL', KEYS[place], ARGV[2]) end
local mine = ':' .. ARGV[2]
for _, word in ipairs(redis.call('ZRANGE', KEYS[14], 0, -1)) do
  if string.sub(word, -#mine) == mine then redis.call('ZREM', KEYS[14], word) end
end
return 1
