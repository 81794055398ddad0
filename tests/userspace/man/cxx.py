# SPDX-License-Identifier: MIT
"""What a header, or a synopsis in a man page, declares for its users."""

import re
from typing import List, Set, Tuple


def flat(code: str) -> str:
    """Without comments, preprocessor lines and layout."""
    return " ".join(re.sub(r"^#(?:.*\\\n)*.*|//.*|/\*[^*]*\*/", "", code, flags=re.M).split()).replace("( ", "(")


def declarations(code: str) -> Set[str]:
    """What is public in the namespace rusty, as in `Device: std::int64_t get() const`."""
    found: Set[str] = set()
    scopes: List[Tuple[str, str]] = []
    public: List[bool] = []
    for text, end in re.findall(r"(.*?)([{};]|public:|private:)", flat(code).replace("= {}", "=@")):
        text = text.strip()
        scope = re.match(r"(namespace|class|struct|enum class) ([\w:]+)$", text)
        kinds, spaces = [kind for kind, _ in scopes], [name for kind, name in scopes if kind == "namespace"]
        shown = spaces == ["rusty"] and all(public) and "body" not in kinds
        place = "::".join(name for kind, name in scopes if kind != "namespace")
        if shown and text and kinds[-1] == "enum class":
            found.update(f"{place}: {word.strip()}" for word in text.strip(", ").split(","))
        elif shown and text and end in "{;" and not scope:
            call = re.match(r".*?\([^()]*\)(?: const)?(?: noexcept)?(?: = (?:default|delete))?", text)
            found.add(f"{place}: {call[0] if call else text}".replace("=@", "= {}"))
        if end == "{":
            scopes.append((scope[1], scope[2]) if scope and "body" not in kinds else ("body", ""))
            public.append(scopes[-1][0] != "class")
        elif end == "}":
            scopes.pop()
            public.pop()
        elif end != ";":
            public[-1] = end == "public:"
    return found
