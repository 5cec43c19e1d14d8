using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Tests.Gpio;

public sealed class RecordedLineSourceTests
{
    private static readonly RecordedEdge[] Edges = [new(0, true, 10), new(1, true, 20), new(0, false, 30, Missed: 2), new(0, true, 40)];

    [Fact]
    public void Read_TimeMovedHalfWay_GivesWhatIsDue()
    {
        using var source = Source();
        source.AdvanceTo(25);
        var buffer = new LineEvent[8];

        var read = source.Read(buffer, TimeSpan.Zero);

        Assert.Equal(new LineRead(2, 25, 2), read);
        Assert.Equal([10L, 20L], buffer[..2].Select(e => e.Nanoseconds));
    }

    [Fact]
    public void Read_EdgesWereMissed_ShowsTheGapInTheLineSequence()
    {
        using var source = Source();
        source.Complete();
        var buffer = new LineEvent[8];
        source.Read(buffer, TimeSpan.Zero);
        Assert.Equal([1u, 1u, 4u, 5u], buffer[..4].Select(e => e.LineSequence));
        Assert.True(source.IsExhausted);
    }

    [Fact]
    public void Rewind_AnyPosition_GivesTheSameEdgesAgain()
    {
        for (var position = 0; position <= Edges.Length; position++)
        {
            using var source = Source();
            source.Complete();
            var all = new LineEvent[8];
            source.Read(all, TimeSpan.Zero);
            source.Rewind(position);
            var again = new LineEvent[8];
            var read = source.Read(again, TimeSpan.Zero);
            Assert.Equal(all[position..4], again[..read.Count]);
            Assert.Equal(40, read.Until);
        }
    }

    [Fact]
    public void Rewind_NewProcessInTheSameBoot_GoesOnAtTheStoredPosition()
    {
        using var source = new RecordedLineSource(new BootId(1), ["a", "b"], Edges, startNanoseconds: 35);
        source.Rewind(2);
        var buffer = new LineEvent[8];
        var read = source.Read(buffer, TimeSpan.Zero);
        Assert.Equal((1, 30L), (read.Count, buffer[0].Nanoseconds));
        Assert.Equal(35, read.Until);
    }

    [Fact]
    public void IsActive_AtEachTime_IsTheLevelOfTheLastEdge()
    {
        using var source = new RecordedLineSource(new BootId(1), ["a", "b"], Edges, active: [false, false]);
        Assert.False(source.IsActive(0));
        source.AdvanceTo(10);
        Assert.True(source.IsActive(0));
        source.AdvanceTo(30);
        Assert.False(source.IsActive(0));
        Assert.True(source.IsActive(1));
    }

    [Fact]
    public void Append_OutOfOrder_IsRefused()
    {
        using var source = Source();
        Assert.Throws<ArgumentException>(() => source.Append(new RecordedEdge(0, true, 39)));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Append(new RecordedEdge(2, true, 50)));
    }

    [Fact]
    public async Task Read_TimeMovesWhileWaiting_Returns()
    {
        using var source = Source();
        source.Read(new LineEvent[8], TimeSpan.Zero);
        var reader = Task.Run(() => source.Read(new LineEvent[8], TimeSpan.FromMinutes(5)));
        source.AdvanceTo(9);
        var read = await reader.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(new LineRead(0, 9, 0), read);
    }

    private static RecordedLineSource Source() => new(new BootId(1), ["a", "b"], Edges);
}
