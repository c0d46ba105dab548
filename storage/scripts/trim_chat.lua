-- A chat's state without what has had its time, if it is still the state that was read; not an activity of the chat.
-- KEYS: 1 chat 2 refs   ARGV: 1 head as it was (version, last commit) 2 new last commit 3 state, then request numbers that go
-- Answers 1: done; 0: something happened in the chat meanwhile.
local head = redis.call('GETRANGE', KEYS[1], 0, 23)
if head ~= ARGV[1] then return 0 end
local version = struct.unpack('>I8', string.sub(head, 1, 8)) + 1
redis.call('SET', KEYS[1], struct.pack('>I8', version) .. ARGV[2] .. ARGV[3])
for place = 4, #ARGV do redis.call('HDEL', KEYS[2], ARGV[place]) end
return 1
