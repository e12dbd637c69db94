"""The extractor as machine code, in wheels that ask for it (`make wheel`): mypyc compiles it, the sources go along."""

import shutil
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXTRACT = Path("tracker") / "extract"
BUILT = Path("build") / "machine"  # never beside the sources: what is edited there is what runs


class Compiled(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the extension modules to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from mypyc.build import mypycify
        from setuptools import setup

        modules = sorted(map(str, {*EXTRACT.rglob("*.py")} - {*EXTRACT.glob("data/*")}))
        shutil.rmtree(BUILT / "lib", ignore_errors=True)
        setup(
            packages=[],
            ext_modules=mypycify(modules, opt_level="2", target_dir=str(BUILT / "c")),
            script_args=["-q", "build_ext", "--build-lib", str(BUILT / "lib"), "--build-temp", str(BUILT / "temp")],
        )
        built = [each for each in (BUILT / "lib").rglob("*") if each.is_file()]
        build_data["force_include"] |= {str(each): str(each.relative_to(BUILT / "lib")) for each in built}
        build_data |= {"pure_python": False, "infer_tag": True}
