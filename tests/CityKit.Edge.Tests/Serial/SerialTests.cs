using System.Runtime.InteropServices;
using System.Text;
using CityKit.Edge.Channels;
using CityKit.Edge.Serial;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Edge.Tests.Serial;

/// <summary>Framing, and a serial line that is a pseudo-terminal.</summary>
public sealed class SerialTests
{
    [Fact]
    public void Take_AnyPieces_GiveTheSameLines()
    {
        var bytes = Encoding.UTF8.GetBytes("one\r\ntwo\n\n三\r" + new string('x', 300) + "\nlast");
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var (framer, lines) = (new LineFramer(), new List<SerialText>());
            for (var at = 0; at < bytes.Length;)
            {
                var count = Math.Min(bytes.Length - at, 1 + random.Next(40));
                framer.Take(bytes.AsSpan(at, count), lines);
                at += count;
            }
            Assert.Equal([new("one", null), new("two", null), new("三", null), new("", "too-long")], lines);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 10 })]
    [InlineData(new byte[] { (byte)'a', 0, (byte)'b', 10 })]
    [InlineData(new byte[] { 0x1b, (byte)'[', (byte)'2', (byte)'J', 10 })] // would clear somebody's screen
    public void Take_NoText_IsRefused(byte[] bytes)
    {
        var lines = new List<SerialText>();
        new LineFramer().Take(bytes, lines);
        Assert.Equal([new SerialText("", "not-text")], lines);
    }

    [Fact]
    public void Read_PseudoTerminal_GivesLinesAndTellsWhenItIsGone()
    {
        using var terminal = new PseudoTerminal();
        using var reader = new SerialLineReader(new SerialPortOptions(terminal.Path) { BitsPerSecond = 115_200 });
        var lines = new List<SerialText>();
        Assert.True(reader.Read(lines));

        terminal.Write("QR:A1B2\r\nhalf");
        Assert.True(reader.Read(lines));
        Assert.Equal([new SerialText("QR:A1B2", null)], lines);

        terminal.HangUp();
        Assert.False(reader.Read(lines));
        Assert.False(reader.IsPresent);
        Assert.Single(lines);
    }

    [Fact]
    public void Read_SerialMeter_KeepsTheNewestNumberUntilItIsTooOld()
    {
        using var terminal = new PseudoTerminal();
        var time = FakeTime.At(Instant.FromUtc(2026, 11, 21, 0, 0));
        using var source = new SerialMeterSource(new SerialPortOptions(terminal.Path), [new SerialMeterChannel("energy", "1-0:1.8.0", 3)],
            time, TimeSpan.FromMinutes(1));
        Assert.Equal(ChannelRead.None(SerialMeterSource.Silent), source.Read(0));

        terminal.Write("/ACME5\r\n1-0:1.8.0(00007.250*kWh)\r\n1-0:2.8.0(00001.000*kWh)\r\n1-0:1.8.0(00007.251*kWh)\r\n");
        Assert.Equal(new ChannelRead(7_251), source.Read(0));
        time.Advance(Duration.FromMinutes(1));
        Assert.Equal(new ChannelRead(7_251), source.Read(0));
        time.Advance(Duration.FromSeconds(1));
        Assert.Equal(ChannelRead.None(SerialMeterSource.Silent), source.Read(0));

        terminal.HangUp();
        Assert.Equal(ChannelRead.None(ChannelRead.Gone), source.Read(0));
    }

    [Fact]
    public void Read_NoSerialLine_IsSaid()
    {
        using var notThere = new SerialLineReader(new SerialPortOptions("/dev/citykit-no-such-line"));
        Assert.False(notThere.Read([]));
        using var noTerminal = new SerialLineReader(new SerialPortOptions("/dev/null"));
        Assert.Contains("no serial line", Assert.Throws<IOException>(() => noTerminal.Read([])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new SerialLineReader(new SerialPortOptions("/dev/ttyS0") { BitsPerSecond = 12_345 }));
    }
}
