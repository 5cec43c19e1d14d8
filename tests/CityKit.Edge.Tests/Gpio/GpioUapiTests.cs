using System.Runtime.CompilerServices;
using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Tests.Gpio;

/// <summary>Sizes and offsets from the kernel's include/uapi/linux/gpio.h, the same on x64 and arm64.</summary>
public sealed class GpioUapiTests
{
    [Fact]
    public void Structs_Sizes_AreTheKernels()
    {
        Assert.Equal(592, Unsafe.SizeOf<GpioLineRequest>());
        Assert.Equal(272, Unsafe.SizeOf<GpioLineConfig>());
        Assert.Equal(48, Unsafe.SizeOf<GpioLineEvent>());
        Assert.Equal(256, Unsafe.SizeOf<GpioLineInfo>());
        Assert.Equal(68, Unsafe.SizeOf<GpioChipInfo>());
        Assert.Equal(16, Unsafe.SizeOf<GpioLineValues>());
        Assert.Equal(24, Unsafe.SizeOf<GpioConfigAttribute>());
        Assert.Equal(8, Unsafe.SizeOf<PollDescriptor>());
    }

    [Fact]
    public void LineEvent_Fields_LieWhereTheKernelPutsThem()
    {
        var bytes = new byte[48];
        (bytes[0], bytes[8], bytes[12], bytes[16], bytes[20]) = (1, 2, 3, 4, 5);
        var read = System.Runtime.InteropServices.MemoryMarshal.Read<GpioLineEvent>(bytes);
        Assert.Equal((1ul, 2u, 3u, 4u, 5u), (read.Nanoseconds, read.Id, read.Offset, read.Sequence, read.LineSequence));
    }

    [Fact]
    public void LineConfig_ADebouncedLine_HasItsAttributeAtByte32()
    {
        var config = new LinuxLine("a", "chip")
        {
            Offset = 1, ActiveLow = true, Debounce = NodaTime.Duration.FromMilliseconds(5),
        }.ToConfig();
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<GpioLineConfig>(in config));
        Assert.Equal(GpioFlags.Input | GpioFlags.ActiveLow | GpioFlags.EdgeRising | GpioFlags.EdgeFalling | GpioFlags.BiasDisabled,
            config.Flags);
        Assert.Equal((1u, 3u, 5000u),
            (BitConverter.ToUInt32(bytes[8..]), BitConverter.ToUInt32(bytes[32..]), BitConverter.ToUInt32(bytes[40..])));
        Assert.Equal(1ul, BitConverter.ToUInt64(bytes[48..]));
    }

    [Fact]
    public void Text_LongerThanTheKernelKeeps_IsCutAndReadsBack()
    {
        Assert.Equal("citykit-edge", GpioText.Of("citykit-edge").ToString());
        Assert.Equal(new string('x', 31), GpioText.Of(new string('x', 40)).ToString());
    }
}
