-- For wrk: one request after another, each for another of the users in USERS (a JWT a line). With PAUSE, each connection waits
-- between two requests, on average so many milliseconds: a load below saturation. Prints one line of figures at the end.
local requests, following, pause = {}, 0, tonumber(os.getenv("PAUSE") or "0")

function init()
    for line in io.lines(os.getenv("USERS")) do
        local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. line }
        requests[#requests + 1] = wrk.format("POST", "/v1/usersig", headers, "{}")
    end
end

function request()
    following = following % #requests + 1
    return requests[following]
end

if pause > 0 then
    function delay() return math.random(0, 2 * pause) end
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format("FIGURES %.0f %.3f %.3f %d", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
