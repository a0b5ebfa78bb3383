"""What is no text, by the bytes that such files begin with."""

from collections.abc import Iterable

# Longest first where one begins with another; each as a sentence says it.
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document or e-mail of the old kind (.doc, .xls, .msg)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound or film recording"),
    (b"fLaC", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film recording"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"BM", "a BMP picture"),
    (b"\x00\x00\x01\x00", "an icon"),
)
# At some bytes' distance from the start: the kind of a RIFF or MPEG-4 file.
LATER_SIGNATURES = (
    (8, b"WEBP", "a WebP picture"),
    (8, b"WAVE", "a sound recording"),
    (8, b"AVI ", "a film recording"),
    (4, b"ftyp", "a film recording or picture"),
    (257, b"ustar", "a tar archive"),
)
SAMPLE = 4096
# Files by which a zip archive is a document or program of some kind.
PACKAGES = {
    "[Content_Types].xml": "a Microsoft Office document",
    "META-INF/container.xml": "an e-book (EPUB)",
    "META-INF/manifest.xml": "an OpenDocument text, sheet or presentation",
    "META-INF/MANIFEST.MF": "a program",
}


def find_signature(data: bytes) -> str:
    """Return what a file is that is no text ("a PNG picture"), or "" where its first bytes do not tell.

    Signatures of nothing but letters, such as those of a program ("MZ"), count only among bytes that no text has.
    """
    is_binary = b"\x00" in data[:SAMPLE]
    for signature, kind in SIGNATURES:
        if data.startswith(signature) and (is_binary or len(signature) > 4 or not signature.isalnum()):
            return kind
    return next(
        (kind for at, signature, kind in LATER_SIGNATURES if is_binary and data.startswith(signature, at)), ""
    )


def find_package(names: Iterable[str]) -> str:
    """Return what a zip archive with files of these names is ("an e-book"), or "" where it is but an archive."""
    return next((PACKAGES[name] for name in names if name in PACKAGES), "")
