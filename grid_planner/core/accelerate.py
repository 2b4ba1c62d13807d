# SPDX-License-Identifier: GPL-2.0-or-later
"""One source, two speeds: kernels are compiled where numba is installed, else run as they are.

A kernel is a plain function over arrays and numbers, without numpy calls and without random draws
of its own (the caller hands these in), so that both ways give the same result. Plain Python walks
lists several times faster than arrays, therefore `for_kernel` hands it lists.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, TypeVar

import numpy as np
from numpy.typing import NDArray

from .errors import Notice
from .progress import Progress

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

SWITCH = "GRID_PLANNER_NO_NUMBA"
"""Set to 1 in the environment, this variable keeps numba out."""


def kernels_stamp(folder: Path) -> str:
    """Return a text that changes whenever any kernel in the files below `folder` does.

    Numba compiles a kernel anew when its own file changes, but not when one does that it calls.
    """
    texts = (source.read_bytes() for source in sorted(folder.rglob("*.py")))
    return f"{zlib.crc32(b''.join(text for text in texts if b'@njit' in text)):08x}"


def _user_cache() -> Path:
    """Return the folder for compiled kernels in the user's profile (never the plugin's own)."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "grid_planner" / "kernels" / kernels_stamp(Path(__file__).parent)


def _load_numba() -> Any:
    """Import numba with its cache in the user's profile; None where it is missing or unwanted."""
    if os.environ.get(SWITCH, "0") not in {"", "0"}:
        return None
    try:
        os.environ.setdefault("NUMBA_CACHE_DIR", str(_user_cache()))
        return importlib.import_module("numba")
    except (ImportError, RuntimeError):  # RuntimeError: built for another numpy, or no home folder
        return None


def _can_cache() -> bool:
    """Tell whether the cache can be written to; numba would fall back to the plugin's folder."""
    try:
        Path(os.environ["NUMBA_CACHE_DIR"]).mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(os.environ["NUMBA_CACHE_DIR"], os.W_OK)


_numba = _load_numba()
HAS_NUMBA = _numba is not None
_CACHED = HAS_NUMBA and _can_cache()


def njit(kernel: Kernel) -> Kernel:
    """Compile `kernel`, or return it as it is.

    Compiled kernels are cached on disk where possible and run without the interpreter's lock.
    """
    if _numba is None:
        return kernel
    compiled: Kernel = _numba.njit(kernel, cache=_CACHED, nogil=True)
    return compiled


@contextmanager
def many_geometries() -> Iterator[None]:
    """Keep the collector of reference cycles still while millions of geometries are made.

    Every geometry counts as something that could be in a cycle, though it refers to nothing: making
    a hundred thousand of them takes four times as long when the collector looks through all of
    them again and again. What nothing refers to any more is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def for_kernel(*arrays: NDArray[Any]) -> tuple[Any, ...]:
    """Return `arrays` as what kernels run fastest on: the arrays themselves, or lists."""
    if HAS_NUMBA:
        return tuple(np.ascontiguousarray(array) for array in arrays)
    return tuple(array.tolist() for array in arrays)


def tell_of_compiling(user: Callable[..., Any], progress: Progress) -> None:
    """Note where the kernels that stand beside the function `user` must be compiled first.

    This takes some seconds, once: later runs find them in the cache. Without numba nothing is told.
    """
    beside = vars(sys.modules[user.__module__]).values()
    kernels = [kernel for kernel in beside if hasattr(kernel, "py_func")]
    if kernels and not any(kernel.signatures or _on_disk(kernel) for kernel in kernels):
        progress.note(Notice("compiling_kernels"))


def _on_disk(kernel: Any) -> bool:
    """Tell whether the cache holds `kernel` as its source is now."""
    if not _CACHED:
        return False
    source = Path(kernel.py_func.__code__.co_filename)
    made = Path(kernel.stats.cache_path).glob(f"{source.stem}.{kernel.py_func.__name__}-*.nbi")
    return any(index.stat().st_mtime >= source.stat().st_mtime for index in made)
