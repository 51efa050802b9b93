-- Work on several files at a time (-j N): the files are cut into runs that follow one
-- another, each is a process of its own, and the results are put together in the order of
-- the files, so that N changes nothing but the time.
--
-- Each process writes into a file of its own: through a pipe, one whose turn has not come
-- would stand still as soon as the pipe is full.

local M = {}

-- Runs a process gets on average; more even out files of different size, fewer load the
-- rules less often.
local RUNS_EACH = 4

local function quote(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

-- How this very program was started, for another process: the interpreter, where it finds
-- modules, and the script.
local function program()
  if not (arg and arg[-1] and arg[0]) then return nil end     -- inside another program
  local lowest = -1
  while arg[lowest - 1] do lowest = lowest - 1 end
  return ("LUA_PATH_5_4=%s LUA_CPATH_5_4=%s %s %s"):format(
    quote(package.path), quote(package.cpath), quote(arg[lowest]), quote(arg[0]))
end

-- Files in runs that follow one another, of about the same number.
local function runs_of(files, jobs)
  local count = math.min(#files, jobs * RUNS_EACH)
  local runs = {}
  for index = 1, count do
    local from, to = (index - 1) * #files // count + 1, index * #files // count
    runs[index] = table.move(files, from, to, 1, {})
  end
  return runs
end

local function start(command, files)
  local path = os.tmpname()
  local words = { command }
  for _, file in ipairs(files) do
    -- A name that begins with a hyphen is no option.
    words[#words + 1] = quote(file:sub(1, 1) == "-" and "./" .. file or file)
  end
  local messages = os.tmpname()
  words[#words + 1] = (">%s 2>%s"):format(quote(path), quote(messages))
  local pipe = assert(io.popen(table.concat(words, " "), "r"))
  return { path = path, messages = messages, pipe = pipe, files = files }
end

-- Every process reports what is wrong with the rules: once is enough.
local function pass_on(path, told)
  for line in io.lines(path) do
    if not told[line] then
      told[line] = true
      io.stderr:write(line, "\n")
    end
  end
  os.remove(path)
end

-- Wait for a process and pass on its results. True when all was well with its files.
local function finish(job, give, told)
  local _, how, status = job.pipe:close()
  pass_on(job.messages, told)
  local handle = io.open(job.path, "rb")
  local ok, failure = true, nil
  if handle then
    ok, failure = pcall(function()
      for line in handle:lines("L") do give(line) end
    end)
    handle:close()
  end
  os.remove(job.path)
  if not ok then error(failure, 0) end
  return how == "exit" and status == 0
end

---Run a command over files, several at a time.
---@param jobs integer
---@param files string[]
---@param words string[]  the command and its options, without files
---@param give fun(line: string)  gets every line of the results, in the order of the files
---@param told table<string, true>  messages that need not be told again
---@param done? fun(files: string[])  called when a process has finished, with its files
---@return boolean? well  nil when this program cannot start itself
function M.each(jobs, files, words, give, told, done)
  local command = program()
  if not command then return nil end
  for _, word in ipairs(words) do command = command .. " " .. quote(word) end
  local runs, running, well, next_run = runs_of(files, jobs), {}, true, 1
  while next_run <= #runs or #running > 0 do
    while #running < jobs and next_run <= #runs do
      running[#running + 1] = start(command, runs[next_run])
      next_run = next_run + 1
    end
    local job = table.remove(running, 1)
    well = finish(job, give, told) and well
    if done then done(job.files) end
  end
  return well
end

return M
