# SPDX-License-Identifier: GPL-2.0-only
# A part of sources.awk. An Irq that is a member before the PciVectors or the PciEnabled of its class: these would be destroyed first, and take
# away the line, or switch the device off, while the interrupt is still requested.

# A declaration that ends here, or whose braces begin here.
function check_member(    at, last)
{
	at = statement
	while (t[at] ~ /^(public|protected|private)$/ && t[at + 1] == ":")
		at += 2
	if (t[at] == "kernel" && t[at + 1] == "::")
		at += 2
	last = tokens - 1
	if (!is_name(t[last]))
		return
	if (t[at] ~ /^(Threaded)?Irq$/ && t[at + 1] == "<" && t[last - 1] == ">") {
		if (lines[line[last]] !~ /NOLINT/)
			irq[depth] = t[last]
	} else if (t[at] ~ /^Pci(Vectors|Enabled)$/ && last == at + 1 && irq[depth] != "")
		printf "cxx: %s:%s: %s stands behind %s, and would be destroyed first, while the interrupt is requested: declare %s behind it, and behind all that its handler uses\n",
			name, line[last], t[last], irq[depth], irq[depth]
}
