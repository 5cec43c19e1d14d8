using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>What the kernel's <c>linux/gpio.h</c> says, uAPI v2, byte for byte; the same on x64 and arm64.</summary>
internal static class GpioUapi
{
    internal const nuint GetChipInfo = 0x8044B401;
    internal const nuint GetLineInfo = 0xC100B405;
    internal const nuint GetLine = 0xC250B407;
    internal const nuint GetValues = 0xC010B40E;
    internal const nuint SetValues = 0xC010B40F;
    internal const uint DebounceAttribute = 3;
    internal const uint OutputValuesAttribute = 2;
}

[Flags]
internal enum GpioFlags : ulong
{
    None = 0,
    Used = 1 << 0,
    ActiveLow = 1 << 1,
    Input = 1 << 2,
    Output = 1 << 3,
    EdgeRising = 1 << 4,
    EdgeFalling = 1 << 5,
    OpenDrain = 1 << 6,
    OpenSource = 1 << 7,
    BiasPullUp = 1 << 8,
    BiasPullDown = 1 << 9,
    BiasDisabled = 1 << 10,
}

/// <summary>32 bytes of UTF-8, ended by a zero unless full.</summary>
[InlineArray(Length)]
internal struct GpioText
{
    internal const int Length = 32;
    private byte first;

    internal static GpioText Of(string text)
    {
        var result = default(GpioText);
        Span<byte> bytes = result;
        System.Text.Unicode.Utf8.FromUtf16(text, bytes[..(Length - 1)], out _, out _);
        return result;
    }

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        var end = bytes.IndexOf((byte)0);
        return System.Text.Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}

[InlineArray(64)]
internal struct GpioOffsets
{
    private uint first;
}

[InlineArray(10)]
internal struct GpioConfigAttributes
{
    private GpioConfigAttribute first;
}

[InlineArray(10)]
internal struct GpioAttributes
{
    private GpioAttribute first;
}

/// <summary><c>gpiochip_info</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioChipInfo
{
    internal GpioText Name;
    internal GpioText Label;
    internal uint Lines;
}

/// <summary><c>gpio_v2_line_attribute</c>: the value is a union of flags, values and a debounce period in microseconds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioAttribute
{
    internal uint Id;
    internal uint Padding;
    internal ulong Value;
}

/// <summary><c>gpio_v2_line_config_attribute</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioConfigAttribute
{
    internal GpioAttribute Attribute;
    internal ulong Mask;
}

/// <summary><c>gpio_v2_line_config</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 272)]
internal struct GpioLineConfig
{
    [FieldOffset(0)] internal GpioFlags Flags;
    [FieldOffset(8)] internal uint Attributes;
    [FieldOffset(32)] internal GpioConfigAttributes Attribute;

    internal void Add(uint id, ulong value) =>
        Attribute[(int)Attributes++] = new GpioConfigAttribute { Attribute = new GpioAttribute { Id = id, Value = value }, Mask = 1 };
}

/// <summary><c>gpio_v2_line_request</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 592)]
internal struct GpioLineRequest
{
    [FieldOffset(0)] internal GpioOffsets Offsets;
    [FieldOffset(256)] internal GpioText Consumer;
    [FieldOffset(288)] internal GpioLineConfig Config;
    [FieldOffset(560)] internal uint Lines;
    [FieldOffset(564)] internal uint EventBufferSize;
    [FieldOffset(588)] internal int Descriptor;
}

/// <summary><c>gpio_v2_line_info</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct GpioLineInfo
{
    internal GpioText Name;
    internal GpioText Consumer;
    internal uint Offset;
    internal uint Attributes;
    internal GpioFlags Flags;
    internal GpioAttributes Attribute;
}

/// <summary><c>gpio_v2_line_values</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineValues
{
    internal ulong Bits;
    internal ulong Mask;
}

/// <summary><c>gpio_v2_line_event</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct GpioLineEvent
{
    internal ulong Nanoseconds;
    internal uint Id;
    internal uint Offset;
    internal uint Sequence;
    internal uint LineSequence;
}

/// <summary><c>pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    internal const short In = 0x001;
    internal const short Gone = 0x008 | 0x010 | 0x020; // error, hang-up, not open
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}

/// <summary><c>timespec</c> on 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    internal long Seconds;
    internal long Nanoseconds;
}
