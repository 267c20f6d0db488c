"""A QTI package opened with care: a zip whose members stay inside it, and XML without DTD, entities or network."""

import io
import stat
import struct
import zipfile
import zlib
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree

from phonics.errors import Invalid

MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_XML_BYTES = 1024 * 1024
MOST_MEMBERS = 3000
MANIFEST = "imsmanifest.xml"

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Package:
    """The members of a package, each read when it is asked for."""

    def __init__(self, data: bytes, filename: str = "") -> None:
        """Open it.

        :raises Invalid: if it is no zip, holds too much, is encrypted, or names anything outside itself
        """
        if len(data) > MAX_BYTES:
            raise Invalid("%(filename)s is larger than %(most)s MB.", filename=filename, most=MAX_BYTES >> 20)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Invalid("This file is not a QTI package (.zip).") from error
        _refuse_what_is_unsafe(self._archive.infolist())
        self.names = frozenset(member.filename for member in self._archive.infolist() if not member.is_dir())

    def read(self, name: str) -> bytes:
        """Return a member.

        :raises Invalid: if it is not there, or damaged
        """
        if name not in self.names:
            raise Invalid("The package has no file %(name)s.", name=name)
        try:
            return self._archive.read(name)
        except _DAMAGE as error:
            raise Invalid("The file %(name)s in the package is damaged.", name=name) from error

    def xml(self, name: str) -> Any:
        """Return the root of a member.

        :raises Invalid: if it is not there, too large, not well formed, or has a DTD
        """
        data = self.read(name)
        if len(data) > MAX_XML_BYTES:
            raise Invalid("The file %(name)s in the package is too large.", name=name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Invalid("The file %(name)s has a DTD; such files are not opened.", name=name)
        return _root(name, data)


def inside(base: str, href: str) -> str:
    """Return the member that a reference from the member `base` means.

    :raises Invalid: if it leads out of the package
    """
    path = unquote(href.partition("#")[0])
    joined = normpath(f"{dirname(base)}/{path}" if dirname(base) else path)
    if path.startswith("/") or not _is_inside(joined):
        raise Invalid("%(href)s leads out of the package.", href=href)
    return joined


def _root(name: str, data: bytes) -> Any:
    """Return the root; UTF-8 whatever the file says, so that nothing hides in another encoding."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Invalid("The file %(name)s in the package is not well-formed XML in UTF-8.", name=name) from error
    if root.getroottree().docinfo.doctype:
        raise Invalid("The file %(name)s has a DTD; such files are not opened.", name=name)
    return root


def _refuse_what_is_unsafe(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise Invalid("This package is far too large inside.")
    for member in members:
        name = member.orig_filename
        if not _is_inside(name) or stat.S_ISLNK(member.external_attr >> 16):
            raise Invalid("%(href)s leads out of the package.", href=name)
        if member.flag_bits & 0x1:
            raise Invalid("This package has a password. Send it without one.")
    if any(member.compress_type not in _PACKED for member in members):
        raise Invalid("This package is packed in a way that is not opened here. Make an ordinary .zip.")
    if len({member.filename for member in members}) < len(members):
        raise Invalid("This package holds two files of the same name.")


def _is_inside(path: str) -> bool:
    outside = path.startswith(("/", "\\")) or "\\" in path or ":" in path or "\0" in path
    return bool(path) and not outside and ".." not in path.split("/")
