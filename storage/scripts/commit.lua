-- One turn, written whole or not at all: everything is checked before the first write.
-- KEYS: 1 chat 2 key 3 lines 4 out 5 lease 6 done 7 seen 8 timers 9 due 10 chats 11 refs 12 live 13 audit 14 sent
--       15 waiting 16 driven 17 index 18 open requests 19 read 20 news 21 open tickets
--       then for each day that is counted its figures and chats behind them,
--       then with an erasure the chats behind earlier days
-- ARGV: 1 expected version 2 expected last commit 3 commit 4 account 5 seen member 6 seen until 7 now
--       8 state ("": nothing but the id is kept) 9 new data key ("": known) 10 line ("": none) 11 timer (0: none)
--       12 lease token ("": not wanted) 13 finished entry ("": none) 14 first due 15 channel of hints
--       16 erase (0, 1): transcript, outbox, sent states and words to be found by go, and the new data key is all there is
--       17 number of entries 18 number of audit records
--       19 driver ("": as before, "bot", "wait:" and since when, "agent:" and who)
--       20 words to be found by ("": none, else packed)
--       21 days that are counted ("": none, else packed: seconds that figures stay, that chats behind them stay, words)
--       22 news for webhooks ("": none, else packed)
--       then the entries, the records, and numbers of requests and tickets (TK): new ones, with - in front those that wait no
--       more, with ! those that lead nowhere any more

-- A finished entry leaves, whatever bytes it has by now (it was put off, or sealed anew by an erasure).
local function finish()
  if ARGV[13] == '' then return 0 end
  local out = redis.call('LREM', KEYS[4], 1, ARGV[13])
  if out > 0 then return out end
  local id = string.sub(ARGV[13], 1, 16)
  for _, entry in ipairs(redis.call('LRANGE', KEYS[4], 0, -1)) do
    if string.sub(entry, 1, 16) == id then return redis.call('LREM', KEYS[4], 1, entry) end
  end
  return 0
end

local earlier = redis.call('GET', KEYS[6])
if earlier then
  local answer = cmsgpack.unpack(earlier)
  answer[4] = -1 -- the entries lie there as the first call sealed them: they must be read
  return answer
end

if ARGV[5] ~= '' then
  local known = redis.call('ZSCORE', KEYS[7], ARGV[5])
  if known and tonumber(known) > tonumber(ARGV[7]) then
    finish()
    return {'seen', 0, 0, 0}
  end
end

local head = redis.call('GETRANGE', KEYS[1], 0, 23)
local version, last = 0, ''
if #head == 24 then
  version = struct.unpack('>I8', string.sub(head, 1, 8))
  last = string.sub(head, 9, 24)
end
if version ~= tonumber(ARGV[1]) or last ~= ARGV[2] then return {'moved', version, 0, 0} end

version = version + 1
if ARGV[16] == '1' then
  redis.call('DEL', KEYS[3], KEYS[4], KEYS[14])
  redis.call('HDEL', KEYS[19], ARGV[4])
end
local before = redis.call('LLEN', KEYS[4])
if ARGV[8] ~= '' then
  redis.call('SET', KEYS[1], struct.pack('>I8', version) .. ARGV[3] .. ARGV[8])
end
if ARGV[9] ~= '' then redis.call('SET', KEYS[2], ARGV[9]) end
if ARGV[10] ~= '' then redis.call('RPUSH', KEYS[3], ARGV[10]) end
before = before - finish()

local count, records = tonumber(ARGV[17]), tonumber(ARGV[18])
for place = 23, 22 + count do redis.call('RPUSH', KEYS[4], ARGV[place]) end
for place = 23 + count + records, #ARGV do
  local sign, number = string.match(ARGV[place], '^([-!]?)(.*)$')
  local open = string.sub(number, 1, 3) == 'TK-' and KEYS[21] or KEYS[18]
  if sign == '' then
    redis.call('HSET', KEYS[11], number, ARGV[4])
    redis.call('ZADD', open, ARGV[7], number)
  else
    redis.call('ZREM', open, number)
    if sign == '!' then redis.call('HDEL', KEYS[11], number) end
  end
end

-- The chain's end is known only here: its records are numbered and linked as append.lua does.
if records > 0 then
  local number, link = 0, string.rep('0', 40)
  local tail = redis.call('LINDEX', KEYS[13], -1)
  if tail and #tail > 48 then number, link = struct.unpack('>I8', tail), string.sub(tail, 9, 48) end
  for place = 23 + count, 22 + count + records do
    number = number + 1
    local head = struct.pack('>I8', number)
    link = redis.sha1hex(link .. head .. ARGV[place])
    redis.call('RPUSH', KEYS[13], head .. link .. ARGV[place])
  end
end

if ARGV[5] ~= '' then
  redis.call('ZADD', KEYS[7], ARGV[6], ARGV[5])
  redis.call('ZREMRANGEBYRANK', KEYS[7], 0, -1 - 1000000)
  local old = redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', ARGV[7], 'LIMIT', 0, 4)
  if #old > 0 then redis.call('ZREM', KEYS[7], unpack(old)) end
end
if tonumber(ARGV[11]) > 0 then redis.call('ZADD', KEYS[8], ARGV[11], ARGV[4]) else redis.call('ZREM', KEYS[8], ARGV[4]) end
-- A conversation's place in the list is its last line's: a timer or a poll moves none.
if ARGV[10] ~= '' or not redis.call('ZSCORE', KEYS[10], ARGV[4]) then redis.call('ZADD', KEYS[10], ARGV[7], ARGV[4]) end

if ARGV[19] ~= '' then
  local kind, value = string.match(ARGV[19], '^(%a+):?(.*)$')
  if kind == 'wait' then redis.call('ZADD', KEYS[15], value, ARGV[4]) else redis.call('ZREM', KEYS[15], ARGV[4]) end
  if kind == 'agent' then redis.call('HSET', KEYS[16], ARGV[4], value) else redis.call('HDEL', KEYS[16], ARGV[4]) end
end

if ARGV[16] == '1' then
  local mine = ':' .. ARGV[4]
  for _, word in ipairs(redis.call('ZRANGE', KEYS[17], 0, -1)) do
    if string.sub(word, -#mine) == mine then redis.call('ZREM', KEYS[17], word) end
  end
end
if ARGV[20] ~= '' then
  for _, word in ipairs(cmsgpack.unpack(ARGV[20])) do redis.call('ZADD', KEYS[17], 0, word .. ':' .. ARGV[4]) end
end

if ARGV[22] ~= '' then
  for _, item in ipairs(cmsgpack.unpack(ARGV[22])) do redis.call('RPUSH', KEYS[20], item) end
end

-- A counter's lifetime is set with its first count: a key that expired meanwhile never comes back for ever.
local behind_from = 22
if ARGV[21] ~= '' then
  local days = cmsgpack.unpack(ARGV[21])
  behind_from = behind_from + 2 * #days
  for place, day in ipairs(days) do
    local figures, behind = KEYS[20 + 2 * place], KEYS[21 + 2 * place]
    local marks = redis.call('HGET', behind, ARGV[4]) or ''
    for _, word in ipairs(day[3]) do
      redis.call('HINCRBY', figures, word, 1)
      local mark = ' ' .. word
      if not string.find(word, '~', 1, true) and not string.find(marks .. ' ', mark .. ' ', 1, true) then marks = marks .. mark end
    end
    redis.call('HSET', behind, ARGV[4], marks)
    if redis.call('TTL', figures) < 0 then redis.call('EXPIRE', figures, day[1]) end
    if redis.call('TTL', behind) < 0 then redis.call('EXPIRE', behind, day[2]) end
  end
end
for place = behind_from, #KEYS do redis.call('HDEL', KEYS[place], ARGV[4]) end

local got = 0
if before + count > 0 then
  redis.call('ZADD', KEYS[9], ARGV[14], ARGV[4])
  if ARGV[12] ~= '' and redis.call('SET', KEYS[5], ARGV[12], 'NX', 'PX', 10000) then got = 1 end
end

-- Who reads the feed learns of a change of the driver without reading the chat: it moves the conversation to another queue.
local moved = ARGV[19] ~= '' and ' d' or ''
redis.call('LPUSH', KEYS[12], ARGV[7] .. ' ' .. ARGV[4] .. ' ' .. version .. ' ' .. ARGV[3] .. moved)
redis.call('LTRIM', KEYS[12], 0, 999)
redis.call('PUBLISH', ARGV[15], ARGV[4])

local answer = {'done', version, got, before}
redis.call('SET', KEYS[6], cmsgpack.pack(answer), 'EX', 120)
return answer
