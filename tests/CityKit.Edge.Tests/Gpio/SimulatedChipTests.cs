using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Tests.Gpio;

public sealed class SimulatedChipTests
{
    private const long Ms = 1_000_000;
    private static readonly BootId Boot = new(1);

    [Fact]
    public void Read_EdgesOfTwoLines_ComeInTimeOrderWithBothSequences()
    {
        using var chip = Chip(new SimulatedLine("a"), new SimulatedLine("b"));
        chip.Drive(1, true, 2 * Ms);
        chip.Drive(0, true, 1 * Ms);
        chip.Drive(0, false, 3 * Ms);
        chip.AdvanceTo(5 * Ms);

        var (events, read) = ReadAll(chip);

        LineEvent[] expected = [new(0, LineEdge.Rising, 1 * Ms, 1, 1), new(1, LineEdge.Rising, 2 * Ms, 1, 2),
            new(0, LineEdge.Falling, 3 * Ms, 2, 3)];
        Assert.Equal(expected, events);
        Assert.Equal(5 * Ms, read.Until);
    }

    [Theory]
    [InlineData(16)] // the kernel's default (gpio.md: 16 events per line)
    [InlineData(1024)]
    public void Read_MoreEdgesThanTheBuffer_DropsTheOldestAndTheGapTellsHowMany(int bufferSize)
    {
        using var chip = Chip(new SimulatedLine("a") { BufferSize = bufferSize });
        for (var i = 1; i <= bufferSize + 5; i++) chip.Drive(0, i % 2 == 1, i * Ms);
        chip.AdvanceTo(10_000 * Ms);

        var (events, _) = ReadAll(chip);

        Assert.Equal(bufferSize, events.Count);
        Assert.Equal(6u, events[0].LineSequence);
        Assert.Equal(6 * Ms, events[0].Nanoseconds);
    }

    [Fact]
    public void Read_TwoTogglesWithinTheLatency_AreTheSameEdgeTwiceWithoutGap()
    {
        using var chip = Chip(latency: 100_000, new SimulatedLine("a"));
        chip.Drive(0, true, 1 * Ms);
        chip.Drive(0, false, 2 * Ms);
        chip.Drive(0, true, 2 * Ms + 50_000);
        chip.AdvanceTo(3 * Ms);

        var (events, _) = ReadAll(chip);

        Assert.Equal([LineEdge.Rising, LineEdge.Rising], events.Select(e => e.Edge));
        Assert.Equal([1u, 2u], events.Select(e => e.LineSequence));
        Assert.Equal([1u, 3u], events.Select(e => e.Sequence)); // the hole in the request's number means nothing
        Assert.Equal(2 * Ms + 50_000, events[1].Nanoseconds);
    }

    [Fact]
    public void Read_AnInterruptStillPending_KeepsUntilBeforeIt()
    {
        using var chip = Chip(latency: 100_000, new SimulatedLine("a"), new SimulatedLine("b"));
        chip.Drive(0, true, 1 * Ms);
        chip.AdvanceTo(1 * Ms + 10);

        var read = chip.Read(new LineEvent[4], TimeSpan.Zero);
        chip.AdvanceTo(2 * Ms);
        var later = chip.Read(new LineEvent[4], TimeSpan.Zero);

        Assert.Equal((0, 1 * Ms - 1), (read.Count, read.Until));
        Assert.Equal((1, 2 * Ms), (later.Count, later.Until));
    }

    [Theory]
    [InlineData(LineBias.PullUp, false, true)]
    [InlineData(LineBias.PullDown, false, false)]
    [InlineData(LineBias.PullUp, true, false)]
    [InlineData(LineBias.PullDown, true, true)]
    public void IsActive_FloatingLine_ShowsItsBiasThroughActiveLow(LineBias bias, bool activeLow, bool expected)
    {
        using var chip = Chip(new SimulatedLine("a") { Bias = bias, ActiveLow = activeLow });
        Assert.Equal(expected, chip.IsActive(0));
    }

    [Fact]
    public void Release_ALineThatWasDriven_GoesBackToItsBias()
    {
        using var chip = Chip(new SimulatedLine("a") { Bias = LineBias.PullUp, Level = false, ActiveLow = true });
        Assert.True(chip.IsActive(0));
        chip.Release(0, 1 * Ms);
        chip.AdvanceTo(1 * Ms);

        Assert.False(chip.IsActive(0));
        Assert.Equal(LineEdge.Falling, Assert.Single(ReadAll(chip).Events).Edge);
    }

    [Fact]
    public void Drive_ALevelItHasAlready_GivesNoEdge()
    {
        using var chip = Chip(new SimulatedLine("a"));
        chip.Drive(0, false, 1 * Ms);
        chip.AdvanceTo(2 * Ms);
        Assert.Empty(ReadAll(chip).Events);
    }

    [Fact]
    public void Drive_AMomentThatHasPassed_IsRefusedWithTheClock()
    {
        using var chip = Chip(new SimulatedLine("a"));
        chip.AdvanceTo(2 * Ms);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => chip.Drive(0, true, 2 * Ms));
        Assert.Contains("2000000 ns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ASmallBuffer_SaysUntilJustBeforeTheNextEdge()
    {
        using var chip = Chip(new SimulatedLine("a"));
        chip.Drive(0, true, 1 * Ms);
        chip.Drive(0, false, 2 * Ms);
        chip.AdvanceTo(9 * Ms);

        var read = chip.Read(new LineEvent[1], TimeSpan.Zero);

        Assert.Equal(new LineRead(1, 2 * Ms - 1, 1), read);
    }

    [Fact]
    public async Task Read_OwnerMovesTimeOnAnotherThread_EveryEdgeArrivesInOrder()
    {
        using var chip = Chip(new SimulatedLine("a") { BufferSize = 65_536 }, new SimulatedLine("b") { BufferSize = 65_536 });
        var reader = Task.Run(() => ReadUntil(chip, 20_000));
        for (var i = 1; i <= 20_000; i++)
        {
            chip.Drive(i % 2, i / 2 % 2 == 0, i);
            if (i % 7 == 0) chip.AdvanceTo(i);
        }
        chip.AdvanceTo(20_000);

        var events = await reader.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(events.OrderBy(e => e.Nanoseconds), events);
        foreach (var line in events.GroupBy(e => e.Line))
            Assert.Equal(Enumerable.Range(1, line.Count()).Select(n => (uint)n), line.Select(e => e.LineSequence));
    }

    [Fact]
    public async Task Read_DisposedWhileWaiting_Ends()
    {
        var chip = Chip(new SimulatedLine("a"));
        chip.Read(new LineEvent[1], TimeSpan.Zero);
        var reader = Task.Run(() => chip.Read(new LineEvent[1], TimeSpan.FromMinutes(5)));
        chip.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Rewind_Always_IsRefused()
    {
        using var chip = Chip(new SimulatedLine("a"));
        Assert.False(chip.CanRewind);
        Assert.Throws<NotSupportedException>(() => chip.Rewind(0));
    }

    private static SimulatedChip Chip(params SimulatedLine[] lines) => Chip(0, lines);

    private static SimulatedChip Chip(long latency, params SimulatedLine[] lines) => new(Boot, lines, latencyNanoseconds: latency);

    private static (List<LineEvent> Events, LineRead Last) ReadAll(SimulatedChip chip)
    {
        var events = new List<LineEvent>();
        var buffer = new LineEvent[64];
        LineRead read;
        do
        {
            read = chip.Read(buffer, TimeSpan.Zero);
            events.AddRange(buffer.AsSpan(0, read.Count));
        }
        while (read.Count > 0);
        return (events, read);
    }

    private static List<LineEvent> ReadUntil(SimulatedChip chip, long end)
    {
        var events = new List<LineEvent>();
        var buffer = new LineEvent[64];
        for (LineRead read = default; read.Until < end;)
        {
            read = chip.Read(buffer, TimeSpan.FromSeconds(10));
            events.AddRange(buffer.AsSpan(0, read.Count));
        }
        return events;
    }
}
