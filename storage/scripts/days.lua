-- Read hashes of one partition together, such as those of many days.
-- KEYS: the hashes. Answers the place and the fields and values of each that is there.
local found = {}
for place, key in ipairs(KEYS) do
  local fields = redis.call('HGETALL', key)
  if #fields > 0 then found[#found + 1] = {place, fields} end
end
return found
