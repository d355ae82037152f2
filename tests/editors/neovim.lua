-- The language server in Neovim: UTF-8, findings are asked for. And nvim-lint's recipe, which has no server.
-- Run as `nvim --clean --headless -l neovim.lua FOLDER LSP-SNIPPET LINT-SNIPPET`, with scrublint in the path.
local folder, snippet, lint_snippet = arg[1], arg[2], arg[3]
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, "S").source:sub(2)))

local function bytes(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read("*a")
  file:close()
  return content
end

local function expect(wanted, got, what)
  if not vim.deep_equal(wanted, got) then
    error(("%s:\nwanted %s\ngot    %s"):format(what, vim.inspect(wanted), vim.inspect(got)), 2)
  end
end

local function wait(what, condition)
  if not vim.wait(20000, condition, 10) then error("waited in vain: " .. what, 2) end
end

local function fresh()
  local path = folder .. "/article.md"
  local file = assert(io.open(path, "wb"))
  file:write(bytes(here .. "/articles/as-scraped.md"))
  file:close()
  vim.cmd("silent edit! " .. vim.fn.fnameescape(path))
  wait("findings", function() return #vim.diagnostic.get(0) == 4 end)
end

local function saved(name)
  vim.cmd("silent write!")
  expect(bytes(here .. "/articles/" .. name), bytes(folder .. "/article.md"), name)
end

vim.cmd("filetype on")
dofile(snippet)
fresh()

local client = assert(vim.lsp.get_clients({ name = "scrublint" })[1], "it is attached")
expect("utf-8", client.offset_encoding, "the unit of columns")
assert(client:supports_method("textDocument/diagnostic"), "findings are asked for")
expect("dos", vim.bo.fileformat, "line endings")

local found = vim.diagnostic.get(0)
table.sort(found, function(a, b) return a.lnum < b.lnum end)
local places = vim.tbl_map(function(one) return { one.code, one.lnum, one.col, one.end_col } end, found)
expect({
  { "skip-link", 0, 0, #"🚢 Skip to content" },
  { "html-entity", 6, #"🧑‍✈️ Its skipper Ren", #"🧑‍✈️ Its skipper Ren&amp;eacute;" },
  { "comment-form", 8, 0, #"Leave a Reply" },
  { "comment-form", 10, 0, #"Your email address will not be published." },
}, places, "places")
assert(found[1]._tags.unnecessary, "what goes is greyed out")
assert(not (found[2]._tags or {}).unnecessary, "what is repaired is not")

vim.api.nvim_win_set_cursor(0, { 1, 3 })
local before = vim.api.nvim_buf_get_changedtick(0)
vim.lsp.buf.code_action({ filter = function(action) return action.title:find("^Remove this line") end, apply = true })
wait("the quick fix", function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
wait("one finding less", function() return #vim.diagnostic.get(0) == 3 end)
saved("quick-fix.md")

fresh()
before = vim.api.nvim_buf_get_changedtick(0)
vim.cmd("ScrublintFixAll")
wait("all fixed", function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
wait("no finding", function() return #vim.diagnostic.get(0) == 0 end)
saved("fix-all.md")

-- A keystroke before an action is chosen: the edit belongs to the text as it is then.
fresh()
vim.api.nvim_buf_set_lines(0, 0, 0, false, { "A line above" })
before = vim.api.nvim_buf_get_changedtick(0)
vim.cmd("ScrublintFixAll")
wait("all fixed again", function() return vim.api.nvim_buf_get_changedtick(0) ~= before end)
assert(not vim.tbl_contains(vim.api.nvim_buf_get_lines(0, 0, -1, false), "Leave a Reply"), "fixed")

-- nvim-lint, or as much of it as runs a linter: the command with its arguments, and the parser.
local lint = { linters = {}, linters_by_ft = {} }
package.preload["lint"] = function() return lint end
dofile(lint_snippet)
fresh()
local linter = lint.linters[lint.linters_by_ft.markdown[1]]
local function run_linter()
  local command = { linter.cmd }
  for _, argument in ipairs(linter.args) do
    table.insert(command, type(argument) == "function" and argument() or argument)
  end
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n") .. "\n"
  return vim.system(command, { stdin = text, text = true }):wait()
end
local run = run_linter()
local parsed = vim.tbl_map(function(one) return { one.code, one.lnum, one.col } end, linter.parser(run.stdout, 0, folder))
expect({ { "skip-link", 0, 0 }, { "html-entity", 6, 0 }, { "comment-form", 8, 0 }, { "comment-form", 10, 0 } }, parsed, "nvim-lint")
expect(#"🚢 Skip to content", linter.parser(run.stdout, 0, folder)[1].end_col, "nvim-lint counts bytes")
vim.cmd("enew!")
vim.api.nvim_buf_set_lines(0, 0, -1, true, { "Skip to content", "", "The ferry is back" })
expect("skip-link", linter.parser(run_linter().stdout, 0, folder)[1].code, "nvim-lint in a buffer without a name")

print("neovim " .. tostring(vim.version()) .. ": the server and nvim-lint's recipe as expected")
vim.lsp.stop_client(client.id)
wait("the end", function() return #vim.lsp.get_clients() == 0 end)
