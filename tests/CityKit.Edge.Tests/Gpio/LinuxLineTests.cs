using CityKit.Edge.Gpio.Linux;

namespace CityKit.Edge.Tests.Gpio;

/// <summary>What is refused before the kernel is asked. What the kernel answers is tested on the kernel, in tests/gpio-sim.</summary>
public sealed class LinuxLineTests
{
    [Fact]
    public void Open_NoSuchChip_SaysWhichLineAndWhatToDoInBothLanguages()
    {
        if (!OperatingSystem.IsLinux()) return;
        var error =
            Assert.Throws<LineUnavailableException>(() => new LinuxLineSource([new LinuxLine("door", "no-such-chip") { Offset = 3 }]));
        Assert.Equal(("door", "chip-away", null), (error.Line, error.Reason, error.Holder));
        Assert.Contains("'no-such-chip'", error.Message, StringComparison.Ordinal);
        Assert.Contains("找不到芯片", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_StartWithout_BeginsWithTheLineAwayAndDisposes()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var source = new LinuxLineSource([new LinuxLine("door", "no-such-chip") { Offset = 3 }],
            new LinuxLineSourceOptions { StartWithout = true });
        Assert.False(source.IsPresent(0));
        Assert.False(source.IsActive(0));
        var before = source.Now;
        Assert.Equal(0, source.Read(new CityKit.Edge.Gpio.LineEvent[1], TimeSpan.FromMilliseconds(1)).Count);
        Assert.True(source.Now > before);
    }

    [Theory]
    [InlineData(null, null, 1024, "either an offset or a line name")]
    [InlineData(1, "GPIO1", 1024, "either an offset or a line name")]
    [InlineData(-1, null, 1024, "0 or more")]
    [InlineData(1, null, 15, "16 to 1024")]
    [InlineData(1, null, 1025, "16 to 1024")]
    public void Open_LineThatCannotBe_IsTheCallersMistake(int? offset, string? name, int buffer, string expected)
    {
        if (!OperatingSystem.IsLinux()) return;
        var line = new LinuxLine("door", "chip") { Offset = offset, LineName = name, BufferSize = buffer };
        var error = Assert.Throws<ArgumentException>(() => new LinuxLineSource([line]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
