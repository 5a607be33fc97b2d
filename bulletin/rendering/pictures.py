"""Makes of pictures that PDF/A may not hold, or WeasyPrint would garble, ones that look the same and may be printed.

The one importer of Pillow. Decodes what others sent: for the confined child alone.
"""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageFile, ImageOps, features

# In these a picture would be printed in the colours of no profile (ISO 19005-3, 6.2.4.3).
FOUR_COLOURS = "CMYK"
# Of grey in 65536 shades WeasyPrint says that it has 256 of three colours each.
DEEP_GREY = "I;16"
QUALITY = 92
_SRGB = ImageCms.createProfile("sRGB")


def refuse_what_is_cut_short() -> None:
    """WeasyPrint has Pillow fill up a picture that is cut short; ours is not readable instead."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def is_readable(content: bytes) -> bool:
    """Whether all of a picture can be decoded: WeasyPrint leaves out what it cannot open and stumbles over the rest."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
        with Image.open(io.BytesIO(content)) as image:
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def printable(content: bytes) -> bytes:
    """The picture in sRGB or in 256 shades of grey; as it is where it already is in one of these."""
    with Image.open(io.BytesIO(content)) as image:
        if image.mode == FOUR_COLOURS:
            return _saved(_in_srgb(image), "JPEG", quality=QUALITY, subsampling=0)
        if image.mode.startswith(DEEP_GREY):
            return _saved(image.convert("I").point(lambda shade: shade / 256).convert("L"), "PNG")
    return content


def version() -> str:
    """Of what Pillow decodes and converts by, which may be another in the same Pillow."""
    return f"{features.version('libjpeg_turbo') or features.version('jpg')} {features.version('littlecms2')}"


def _in_srgb(image: Image.Image) -> Image.Image:
    """By the profile that the picture brings with it; without one, or with a broken one, by plain subtraction."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(image.info.get("icc_profile", b"")))
        made = ImageCms.profileToProfile(image, own, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        made = None
    return ImageOps.exif_transpose(made or image.convert("RGB"))


def _saved(image: Image.Image, kind: str, **how: int) -> bytes:
    image.info.clear()
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()
