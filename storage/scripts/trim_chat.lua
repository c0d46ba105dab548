-- A chat's state without what has had its time, if it is still the state that was read; not an activity of the chat.
-- KEYS: 1 chat 2 refs 3 open requests 4 open tickets   ARGV: 1 head as it was (version, last commit) 2 new last commit 3 state, then numbers of requests and tickets that go
-- Answers 1: done (or done before); 0: something happened in the chat meanwhile.
local head = redis.call('GETRANGE', KEYS[1], 0, 23)
local trimmed = struct.pack('>I8', struct.unpack('>I8', string.sub(ARGV[1], 1, 8)) + 1) .. ARGV[2]
if head == trimmed then return 1 end
if head ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], trimmed .. ARGV[3])
for place = 4, #ARGV do
  redis.call('HDEL', KEYS[2], ARGV[place])
  redis.call('ZREM', KEYS[3], ARGV[place])
  redis.call('ZREM', KEYS[4], ARGV[place])
end
return 1
