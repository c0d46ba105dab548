-- The outbox, under a lease that this renews. False: the lease is somebody else's now.
-- With it the chat's data key: an erasure between two calls would leave the one without the other.
-- Where an agent drives, what the bot still had to say in the dialogue (kind d) is taken out here and noted as withheld. Where
-- the channel let it wait (it was put off), the next reply waits as long in its stead.
-- KEYS: 1 lease 2 out 3 key 4 driven 5 sent 6 live
-- ARGV: 1 token 2 most 3 account 4 now 5 channel of hints
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return false end
redis.call('PEXPIRE', KEYS[1], 10000)
if redis.call('HEXISTS', KEYS[4], ARGV[3]) == 1 then
  local held = 0
  for _, entry in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
    if string.sub(entry, 17, 17) == 'd' then
      if struct.unpack('>I2', string.sub(entry, 26, 27)) > 0 then
        held = math.max(held, struct.unpack('>I8', string.sub(entry, 18, 25)))
      end
      redis.call('LREM', KEYS[2], 1, entry)
      redis.call('HSETNX', KEYS[5], string.sub(entry, 1, 16), 'withheld ' .. ARGV[4] .. ' ')
      redis.call('PEXPIRE', KEYS[5], 691200000)
      redis.call('LPUSH', KEYS[6], ARGV[4] .. ' ' .. ARGV[3] .. ' ' .. string.sub(entry, 1, 16) .. ' withheld')
      redis.call('LTRIM', KEYS[6], 0, 999)
      redis.call('PUBLISH', ARGV[5], ARGV[3])
    elseif string.sub(entry, 17, 17) == 'r' and struct.unpack('>I8', string.sub(entry, 18, 25)) < held then
      redis.call('LINSERT', KEYS[2], 'BEFORE', entry, string.sub(entry, 1, 17) .. struct.pack('>I8', held) .. string.sub(entry, 26))
      redis.call('LREM', KEYS[2], 1, entry)
      held = 0
    end
  end
end
return {redis.call('GET', KEYS[3]), redis.call('LRANGE', KEYS[2], 0, tonumber(ARGV[2]) - 1)}
