"""Where the program without a Python of its own begins: the command line, or its reader of PDFs."""

import sys

from pdisc.screening.files.pdf import WORKER

if sys.argv[1:] == ["-m", WORKER]:
    from pdisc.screening.files.pdf_worker import main
else:
    from pdisc.__main__ import main

main()
