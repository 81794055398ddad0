// SPDX-License-Identifier: MIT
// A laptop's device as kmod/drivers/laptop drives it. What its values are is said, and read, through /proc/acpi/call.
DefinitionBlock ("", "SSDT", 2, "RUSTY", "RUSTYLAP", 1)
{
    Device (\_SB.RLAP)
    {
        Name (_HID, "RSTY0002")
        Name (STAT, 1)
        Name (CAPA, 57)
        Name (VOLT, 11400)
        Name (LIMI, 80)
        Name (TEMP, 3032)
        Name (LED0, 0xff)
        Name (SLPT, 0)
        Method (SLIM, 1) { LIMI = Arg0 }
        Method (SLED, 1) { LED0 = Arg0 }
        Method (SLEP, 1) { If (Arg0 == 1) { SLPT += 1 } Else { SLPT += 0x100 } }
        // The battery's state and charge, and that they have changed.
        Method (SETB, 2) { STAT = Arg0 CAPA = Arg1 Notify (\_SB.RLAP, 0x80) }
        Method (SETT, 1) { TEMP = Arg0 }
        Method (EVNT, 1) { Notify (\_SB.RLAP, Arg0) }
    }
}
