-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
--
-- wrk's side of the measurements. It sends the requests of a file, one per line as
--
--     METHOD <tab> PATH <tab> COOKIE <tab> BODY
--
-- Cookie and body may be empty; @KEY@ in a body becomes another text in each request. The lines are dealt out to the threads, and each thread repeats its
-- own until the time is up. DEICH_BENCH_PAUSE is the pause in milliseconds that each connection makes
-- before a request. At the end one line says what came of it.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init()
  local count = tonumber(os.getenv("DEICH_BENCH_THREADS"))
  pause = tonumber(os.getenv("DEICH_BENCH_PAUSE") or "0")
  -- Two measurements on one database must not send the same keys.
  run = tostring(os.time())
  requests, sent, refused = {}, 0, 0
  local lines = {}
  for line in io.lines(os.getenv("DEICH_BENCH_REQUESTS")) do table.insert(lines, line) end
  for index, line in ipairs(lines) do
    -- Where there is not a line for each thread, all threads send the same.
    if index % count == number or #lines < count then
      local method, path, cookie, body = line:match("^(%u+)\t([^\t]+)\t([^\t]*)\t(.*)$")
      local headers = { ["Accept"] = "application/json, text/html" }
      if cookie ~= "" then headers["Cookie"] = cookie end
      if body ~= "" then
        headers["Content-Type"] = "application/json"
        -- What a browser would say of a request from the site's own pages.
        headers["Sec-Fetch-Site"] = "same-origin"
      end
      if body:find("@KEY@", 1, true) then
        table.insert(requests, { method = method, path = path, headers = headers, body = body })
      else
        table.insert(requests, wrk.format(method, path, headers, body ~= "" and body or nil))
      end
    end
  end
end

function delay()
  return pause
end

function request()
  sent = sent + 1
  local chosen = requests[(sent - 1) % #requests + 1]
  if type(chosen) == "string" then return chosen end
  local key = string.format("bench-%s-%d-%d", run, number, sent)
  return wrk.format(chosen.method, chosen.path, chosen.headers, (chosen.body:gsub("@KEY@", key)))
end

function response(status)
  if status >= 300 then refused = refused + 1 end
end

function done(summary, latency)
  local refused = 0
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  local errors = summary.errors
  io.write(string.format(
    "%8.0f answers/s   p50 %7.2f ms   p99 %7.2f ms   %d answers, %d refused, %d broken\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.requests, refused,
    errors.connect + errors.read + errors.write + errors.timeout))
end
