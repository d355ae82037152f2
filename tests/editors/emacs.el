;;; The language server in Emacs with eglot: UTF-16, findings are pushed. And Flymake's recipe, which has no server.  -*- lexical-binding: t -*-
;; Run as `emacs --batch -q --eval '(package-initialize)' -l emacs.el', with scrublint in the path and FOLDER, LSP_SNIPPET and
;; FLYMAKE_SNIPPET in the environment.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)

(defvar here (file-name-directory (or load-file-name buffer-file-name)))
(defvar article (expand-file-name "article.txt" (getenv "FOLDER")))

(defun bytes (path)
  (with-temp-buffer
    (set-buffer-multibyte nil)
    (insert-file-contents-literally path)
    (buffer-string)))

(defun expect (wanted got what)
  (unless (equal wanted got) (error "%s: wanted %S, got %S" what wanted got)))

(defun wait-for (what condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "Waited in vain: %s" what))
      (accept-process-output nil 0.02))))

(defun fresh ()
  "The article as it was scraped, in a buffer of its own."
  (when (get-file-buffer article)
    (with-current-buffer (get-file-buffer article) (set-buffer-modified-p nil) (kill-buffer)))
  (copy-file (expand-file-name "articles/as-scraped.md" here) article t)
  (find-file article)
  (text-mode))

(defun texts ()
  "The text that each finding marks, in order."
  (mapcar (lambda (one) (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
          (cl-sort (flymake-diagnostics) #'< :key #'flymake-diagnostic-beg)))

(defun saved (name)
  (save-buffer)
  (expect (bytes (expand-file-name (concat "articles/" name) here)) (bytes article) name))

(setq make-backup-files nil
      auto-save-default nil
      eglot-confirm-server-initiated-edits nil
      eglot-confirm-server-edits nil
      flymake-no-changes-timeout 0.05
      eglot-send-changes-idle-time 0.01)

(load (getenv "LSP_SNIPPET") nil t)

(fresh)
(expect 'utf-8-dos (coding-system-change-text-conversion buffer-file-coding-system 'utf-8) "line endings")
(apply #'eglot (eglot--guess-contact))
(flymake-start)
(wait-for "findings" (lambda () (= (length (flymake-diagnostics)) 4)))
(expect '("🚢 Skip to content" "&amp;eacute;" "Leave a Reply" "Your email address will not be published.") (texts) "places")

(let* ((actions (eglot-code-actions (point-min) (1+ (point-min)) "quickfix"))
       (fix (cl-find-if (lambda (action) (string-prefix-p "Remove this line" (plist-get action :title))) actions)))
  ;; Later versions ask for the edit once the action is chosen.
  (if (fboundp 'eglot-execute)
      (eglot-execute (eglot-current-server) fix)
    (eglot--apply-workspace-edit (plist-get fix :edit))))
(eglot--signal-textDocument/didChange)
(wait-for "one finding less" (lambda () (flymake-start) (= (length (flymake-diagnostics)) 3)))
(saved "quick-fix.md")

(fresh)
(eglot--maybe-activate-editing-mode)
(flymake-start)
(wait-for "findings again" (lambda () (= (length (flymake-diagnostics)) 4)))
(scrublint-fix-all)
(eglot--signal-textDocument/didChange)
(wait-for "no finding" (lambda () (flymake-start) (= (length (flymake-diagnostics)) 0)))
(saved "fix-all.md")
(eglot-shutdown (eglot-current-server))

(load (getenv "FLYMAKE_SNIPPET") nil t)
(fresh)
(flymake-start)
(wait-for "Flymake's findings" (lambda () (= (length (flymake-diagnostics)) 4)))
(expect "🚢 Skip to content" (car (texts)) "Flymake counts characters")

(message "emacs %s: the server and Flymake's recipe as expected" emacs-version)
