import subprocess
import sys

SLOW = {"charset_normalizer", "lxml", "mammoth", "trafilatura"}


def loaded_after(code: str) -> set[str]:
    code = f"import sys; {code}; print(*({SLOW!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_libraries_are_loaded_only_with_the_format_that_needs_them():
    entrance = "from articles.ingest.readers import read"
    item = f"""{entrance}; read(b'{{"headline": "A", "body_text": "B"}}')"""

    assert loaded_after(entrance) == set()
    assert loaded_after(item) == {"charset_normalizer", "lxml"}
