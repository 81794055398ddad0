# SPDX-License-Identifier: GPL-2.0-only
# A part of sources.awk. An object in namespace parameters that no PARAMETER declares.

# A statement in namespace parameters that ends here, or whose braces begin here.
function check_parameter(    at, angle, object)
{
	if (declared == "?" || lines[line[tokens]] ~ /NOLINT/)
		return
	for (at = statement; at < tokens; at++) {
		if (t[at] ~ /^(const|constexpr|using|template|struct|class|enum|union|static_assert|namespace|extern|inline|typedef)$/)
			return
		if (t[at] == "<")
			angle++
		else if (t[at] == ">")
			angle--
		else if (!angle && (t[at] == "=" || t[at] == "("))
			break
		else if (!angle && t[at] == "constinit")
			object = 1
	}
	if (!object || !is_name(t[at - 1]) || index(" " declared " ", " " t[at - 1] " "))
		return
	printf "cxx: %s:%s: parameters::%s has no PARAMETER, and nobody could set it: add PARAMETER(%s, \"int\", 0444, \"what it is\") (of its type) to %s, or move " \
		"it into another namespace\n", name, line[at - 1], t[at - 1], t[at - 1], declarations
}
