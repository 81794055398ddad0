// SPDX-License-Identifier: MIT
// A device whose objects answer with all that /proc/acpi/call can show: of each type, too long, too deep, nothing, errors.
DefinitionBlock ("", "SSDT", 2, "RUSTY", "RUSTYDEV", 1)
{
    Device (\_SB.RSTY)
    {
        Name (_HID, "RSTY0001")
        Name (NIL, 0)
        Name (NUMB, 0xfedcba98)
        Name (TEXT, "a text, \"quoted\"")
        Name (EMPT, "")
        Name (BYTE, Buffer () {0, 1, 0x7f, 0x80, 0xff})
        Name (NOBY, Buffer (0) {})
        // As many bytes as fit, one more, and many more.
        Name (B042, Buffer (42) {1, 2, 3})
        Name (B043, Buffer (43) {1, 2, 3})
        Name (B300, Buffer (300) {4, 5, 6})
        Name (PACK, Package () {1, "two", Buffer () {3, 4}, Package () {5, Package () {}, "six"}, 0})
        Name (UNIN, Package (4) {1})
        Name (REFS, Package () {\_SB.RSTY, NUMB, 2})
        Name (D032, Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) { 7 }}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}})
        Name (D040, Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) {Package (1) { 7 }}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}})
        // Packages whose last element has less and less room.
        Name (ROOM, Package () {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx", Buffer (9) {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, "two"})
        Name (FULL, Package () {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzab", 1, Buffer () {1}})
        Name (TAIL, Package () {B042, 1, "after"})
        Mutex (MUTX, 0)
        Event (EVNT)
        OperationRegion (REGN, SystemMemory, 0, 16)
        Device (INNR) { Name (_ADR, 1) }
        PowerResource (POWR, 0, 0) { Method (_STA) { Return (1) } Method (_ON) {} Method (_OFF) {} }
        ThermalZone (THRM) {}

        Method (NONE) {}
        Method (ECHO, 1) { Return (Arg0) }
        Method (KIND, 1) { Return (ObjectType (Arg0)) }
        Method (SIZE, 1) { Return (SizeOf (Arg0)) }
        Method (PLUS, 2) { Return (Arg0 + Arg1) }
        Method (JOIN, 2) { Return (Concatenate (Arg0, Arg1)) }
        Method (HALF, 1) { Return (10 / Arg0) }
        Method (TWO, 2) { Local0 = Package (2) {} Local0[0] = Arg0 Local0[1] = Arg1 Return (Local0) }
        Method (ALL7, 7)
        {
            Local0 = Package (7) {}
            Local0[0] = Arg0
            Local0[1] = Arg1
            Local0[2] = Arg2
            Local0[3] = Arg3
            Local0[4] = Arg4
            Local0[5] = Arg5
            Local0[6] = Arg6
            Return (Local0)
        }
        // Of so many bytes, 'z' each, and a package of such.
        Method (LEN, 1) { Return (Buffer (Arg0) {}) }
        Method (STR, 1)
        {
            Local0 = Buffer (Arg0) {}
            For (Local1 = 0, Local1 < Arg0, Local1++) { Local0[Local1] = 0x7a }
            Return (ToString (Local0))
        }
        Method (BOTH, 2) { Local0 = Package (3) {} Local0[0] = STR (Arg0) Local0[1] = Buffer (Arg1) {} Local0[2] = 1 Return (Local0) }
        Method (HOLE) { Local0 = "abcd" Local0[1] = 0 Return (Local0) }
        Method (DEVR) { Return (RefOf (INNR)) }
        Method (GONE) { Local0 = "\\_SB.RSTY.NOPE" Return (DerefOf (Local0)) }
        Method (LOOP) { Return (LOOP ()) }
        Method (REST, 1) { Sleep (Arg0) Return (Arg0) }
    }
}
