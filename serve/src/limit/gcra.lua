-- Counts one request for each key, or for none if one is above its limit (GCRA, as in memory). What is kept of a key is the time
-- until which it has used its share, in microseconds of this server's clock: replicas need not agree about the time.
-- ARGV has two numbers for each key: microseconds between two requests, and how far ahead of the time a key may be.
-- Returns 0 and 0, or the number of the key above its limit and the microseconds to wait.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local used = {}
for i, key in ipairs(KEYS) do
    local interval, ahead = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    local until_then = math.max(tonumber(redis.call('GET', key) or 0), now) + interval
    if until_then - now > ahead then
        return {i, until_then - now - ahead}
    end
    used[i] = until_then
end
for i, key in ipairs(KEYS) do
    redis.call('SET', key, string.format('%.0f', used[i]), 'PX', math.ceil((used[i] - now) / 1000))
end
return {0, 0}
