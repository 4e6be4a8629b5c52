"""Bounds of reading: a county's roster of 20,000 households with 40 columns is about 40 MB of XML and 0.8 million cells."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 120 * MEGABYTE
MAX_SHEETS = 200
MAX_ROWS = 300_000
MAX_COLUMNS = 2_000
# values in the whole file: the reader holds about 100 bytes for each
MAX_VALUES = 2_000_000
# height × width of one sheet: the reader keeps 32 bytes for each place, used or not
MAX_AREA = 5_000_000
MAX_SHEET_XML = 400 * MEGABYTE
MAX_SHARED_STRINGS = 64 * MEGABYTE
MAX_OTHER_PART = 32 * MEGABYTE
# bytes of text that the sheets would hold with every shared string written out
MAX_TEXT = 160 * MEGABYTE
# below this product of the longest string and the number of cells nothing needs to be counted
CERTAINLY_SMALL_TEXT = 512 * MEGABYTE
# deflate reaches 1032:1; XML of a real sheet stays under 100:1, of a sheet of formatted blanks under 300:1
MAX_RATIO = 400
RATIO_FREE_BYTES = 20 * MEGABYTE
MAX_TEXT_FILE = 100 * MEGABYTE
MAX_FIELD = 64 * 1024
# between two ends of lines: a line of text is cut into all its cells before they can be counted
MAX_LINE = 4 * MEGABYTE
MAX_MERGES = 400_000
