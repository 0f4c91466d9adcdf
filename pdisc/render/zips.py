"""Office files are zips, which tell when and on which system they were packed: ours don't."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def repacked(data: bytes) -> bytes:
    """Return the same parts in the same order, each dated 1980-01-01, as if packed on Unix."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = _UNIX
            target.writestr(part, source.read(name))
    return packed.getvalue()
