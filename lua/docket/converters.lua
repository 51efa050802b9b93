---Programs that turn documents into plain text in UTF-8, on standard output. A line a format:
---the command, in which %s stands for the file (quoted already), and %o, where a program
---cannot write to standard output, for a file with the ending ".txt" that it writes to.
---Of several commands the first that is installed is run. `from` names what to install.
---
---Lines of your own go into a file that is given with --converters; they are laid over these.
---As they run programs, no directory of rules brings them along: rules of somebody else's
---cannot start anything. A name that is no format docket knows is the ending of files' names:
---    return { djvu = "djvutxt %s", tex = "detex %s" }
return {
  -- In reading order, not with -layout, which would put the lines of columns side by side.
  pdf = { "pdftotext -enc UTF-8 %s -", "mutool draw -q -F txt %s", from = "poppler-utils" },
  docx = { "pandoc -f docx -t plain --wrap=none %s", "docx2txt %s -" },
  odt = { "pandoc -f odt -t plain --wrap=none %s", "odt2txt --encoding=UTF-8 %s" },
  epub = { "pandoc -f epub -t plain --wrap=none %s", "ebook-convert %s %o" },
  rtf = { "pandoc -f rtf -t plain --wrap=none %s", "catdoc -d utf-8 %s", "unrtf --text --quiet %s" },
  doc = { "antiword -m UTF-8.txt -w 0 %s", "catdoc -d utf-8 -w %s" },
  mobi = { "ebook-convert %s %o", from = "calibre" },
  azw3 = { "ebook-convert %s %o", from = "calibre" },
  djvu = { "djvutxt %s", from = "djvulibre-bin" },
}
