---Addresses (RFC 3986): a relative one made absolute.
local M = {}

-- scheme, authority (nil: none), path, query (nil: none), fragment (nil: none)
local function split(address)
  local scheme, rest = address:match "^(%a[%w+.-]*):(.*)$"
  if not scheme then rest = address end
  local before, fragment = rest:match "^([^#]*)#(.*)$"
  rest = before or rest
  local path, query = rest:match "^([^?]*)%?(.*)$"
  path = path or rest
  local authority
  if path:sub(1, 2) == "//" then authority, path = path:match "^//([^/]*)(.*)$" end
  return scheme, authority, path, query, fragment
end

-- 5.2.4: "." and ".." are gone through.
local function without_dots(path)
  local kept, ends_open = {}, false
  for segment in (path .. "/"):gmatch "([^/]*)/" do
    ends_open = segment == "." or segment == ".."
    if segment == ".." then
      if #kept > 1 then kept[#kept] = nil end
    elseif segment ~= "." then
      kept[#kept + 1] = segment
    end
  end
  if ends_open then kept[#kept + 1] = "" end
  return table.concat(kept, "/")
end

local function join(scheme, authority, path, query, fragment)
  return (scheme and scheme .. ":" or "") .. (authority and "//" .. authority or "") .. path
    .. (query and "?" .. query or "") .. (fragment and "#" .. fragment or "")
end

---@param address string
---@param base string?  absolute; what is not leaves the address as it is
---@return string
function M.resolve(address, base)
  local scheme, authority, path, query, fragment = split(address)
  if scheme or not base then return address end
  local base_scheme, base_authority, base_path, base_query = split(base)
  if not base_scheme then return address end
  if authority then return join(base_scheme, authority, without_dots(path), query, fragment) end
  if path == "" then return join(base_scheme, base_authority, base_path, query or base_query, fragment) end
  if path:sub(1, 1) ~= "/" then
    local folder = base_path:match "^(.*/)" or (base_authority and "/" or "")
    path = folder .. path
  end
  return join(base_scheme, base_authority, without_dots(path), query, fragment)
end

return M
