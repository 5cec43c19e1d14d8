using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Guest;

/// <summary>
/// The kernel's simulated SMBus (module i2c-stub): its registers are written over /dev/i2c-N, and drivers of real chips are bound to it.
/// </summary>
internal sealed unsafe partial class I2cStub : IDisposable
{
    private const string Buses = "/sys/bus/i2c/devices";
    private const nuint SlaveForce = 0x0706; // linux/i2c-dev.h: I2C_SLAVE_FORCE, for an address that has a driver
    private const nuint Transfer = 0x0720; // I2C_SMBUS
    private const uint WordData = 3; // linux/i2c.h: I2C_SMBUS_WORD_DATA
    // sysfs is full of circles
    private static readonly EnumerationOptions NoLinks = new()
        { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
    private readonly string bus = Directory.EnumerateDirectories(Buses, "i2c-*")
        .Single(b => File.ReadAllText($"{b}/name").StartsWith("SMBus stub", StringComparison.Ordinal));
    private readonly SafeFileHandle device;

    internal I2cStub() => device =
        File.OpenHandle($"/dev/{Path.GetFileName(bus)}", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    /// <summary>Binds a driver's chip at an address, as a device tree does on a board.</summary>
    internal void Bind(string chip, int address) => File.WriteAllText($"{bus}/new_device", $"{chip} 0x{address:x2}");

    internal void Unbind(int address) => File.WriteAllText($"{bus}/delete_device", $"0x{address:x2}");

    /// <summary>The one file of that name below a bound chip, such as its hwmon or IIO device's.</summary>
    internal string FileOf(int address, string name) =>
        Directory.EnumerateFiles($"{bus}/{Path.GetFileName(bus)[4..]}-{address:x4}/", name, NoLinks).Single();

    /// <summary>Sets a 16-bit register as its chip sends it, high byte first; SMBus has the low byte first.</summary>
    internal void Put(int address, byte register, ushort value)
    {
        ushort word = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
        var transfer = new SmbusTransfer { IsRead = 0, Register = register, Size = WordData, Data = &word };
        Require(ioctl(device, SlaveForce, (void*)address));
        Require(ioctl(device, Transfer, &transfer));
    }

    public void Dispose() => device.Dispose();

    private static void Require(int result)
    {
        if (result < 0) throw new IOException($"The simulated bus refuses: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(SafeFileHandle descriptor, nuint request, void* argument);

    private struct SmbusTransfer
    {
        internal byte IsRead;
        internal byte Register;
        internal uint Size;
        internal ushort* Data;
    }
}
