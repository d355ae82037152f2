" ALE's recipe, in Neovim with the real ALE.
" Run as `nvim --clean --headless -u NONE -S ale.vim`, with ALE, SNIPPET and ARTICLE in the environment and scrublint in the path.
let g:ale_linters = {'markdown': ['scrublint']}
let g:ale_use_neovim_diagnostics_api = 0
let &runtimepath = $ALE . ',' . &runtimepath
filetype on
runtime plugin/ale.vim
source $SNIPPET
execute 'edit' fnameescape($ARTICLE)
ALELint
for s:turn in range(400)
  let s:found = get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])
  if !empty(s:found)
    break
  endif
  sleep 50m
endfor
let s:places = map(copy(s:found), '[v:val.code, v:val.lnum, v:val.col, v:val.end_col]')
let s:wanted = [
\ ['skip-link', 1, 1, len('🚢 Skip to content')], ['html-entity', 7, 1, len(getline(7))],
\ ['comment-form', 9, 1, len(getline(9))], ['comment-form', 11, 1, len(getline(11))]]
if s:places != s:wanted
  verbose echo 'wanted' s:wanted 'got' s:places
  cquit!
endif
echo "ALE: its recipe as expected\n"
qall!
