"""An invented world and ten years of its news, written as files for an archive to import.

Every name, outlet and event in it is invented. `python -m demo FOLDER` writes the files; the same
seed writes the same bytes. Nothing here knows Django but `demo.desk` and the command that calls it.
"""
