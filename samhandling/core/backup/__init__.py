"""The whole installation in one file, and back: rows by the database's own tools, files, and a manifest over all.

The database comes first and its files after, which is enough for both to be of one moment. A row is committed
only after its file was written whole; a file is never written again; and it leaves the disk no sooner than a
day after its row went away (core/files.py). So each file that the copied rows name is there, unchanged, for
at least a day after the moment of the copy, whatever others do meanwhile.
"""
