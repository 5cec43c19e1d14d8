using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Tests.Buses;

public sealed class CompositeLineSourceTests
{
    private readonly SimulatedChip first = new(new(7), [new SimulatedLine("a")]);
    private readonly SimulatedChip second = new(new(7), [new SimulatedLine("b"), new SimulatedLine("c")]);

    [Fact]
    public void Read_EdgesOfBoth_ComeInOrderOfTimeUnderTheirOwnNames()
    {
        using var both = new CompositeLineSource(first, second);
        first.Drive(0, true, 100);
        first.Drive(0, false, 300);
        second.Drive(1, true, 200);
        Assert.Equal(["a 100", "c 200", "a 300"], ReadAll(both, 1000));
        Assert.Equal(["a", "b", "c"], both.Lines);
    }

    [Fact]
    public void Read_OneIsBehind_TellsNoMoreThanItKnows()
    {
        using var both = new CompositeLineSource(first, second);
        first.Drive(0, true, 500);
        first.AdvanceTo(1000);
        second.AdvanceTo(400);
        var edges = new LineEvent[8];
        var read = both.Read(edges, TimeSpan.Zero);
        Assert.Equal((0, 400), (read.Count, read.Until));
        second.AdvanceTo(600);
        read = both.Read(edges, TimeSpan.Zero);
        Assert.Equal((1, 600), (read.Count, read.Until));
    }

    [Fact]
    public void TakePresence_OneGoesAwayAndComesBack_IsToldBetweenTheEdges()
    {
        using var both = new CompositeLineSource(first, second);
        ReadAll(both, 100);
        second.Unplug(); // at 101
        first.Drive(0, true, 200);
        first.AdvanceTo(300);
        second.AdvanceTo(300);
        var edges = new LineEvent[8];
        Assert.Equal((0, 100), (both.Read(edges, TimeSpan.Zero) is var read ? (read.Count, read.Until) : default));
        Assert.Equal(new LinePresence(1, false, 101, "chip-away"), both.TakePresence());
        Assert.Equal(2, both.TakePresence()?.Line);
        Assert.Null(both.TakePresence());
        Assert.Equal(1, both.Read(edges, TimeSpan.Zero).Count);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(both.IsPresent));
    }

    [Fact]
    public void Sources_OfTwoBoots_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new CompositeLineSource(first, new SimulatedChip(new(8), [new SimulatedLine("b")])));

    [Fact]
    public void Read_SmallBuffer_GivesTheRestNext()
    {
        using var both = new CompositeLineSource(first, second);
        for (var at = 1; at <= 6; at++) (at % 2 == 0 ? first : second).Drive(0, at % 4 < 2, at);
        first.AdvanceTo(10);
        second.AdvanceTo(10);
        var one = new LineEvent[1];
        var seen = new List<long>();
        for (var read = both.Read(one, TimeSpan.Zero); read.Count > 0; read = both.Read(one, TimeSpan.Zero)) seen.Add(one[0].Nanoseconds);
        Assert.Equal(seen.Order(), seen);
        Assert.NotEmpty(seen);
    }

    private List<string> ReadAll(CompositeLineSource both, long until)
    {
        first.AdvanceTo(until);
        second.AdvanceTo(until);
        var edges = new LineEvent[8];
        var count = both.Read(edges, TimeSpan.Zero).Count;
        return [.. edges.Take(count).Select(e => $"{both.Lines[e.Line]} {e.Nanoseconds}")];
    }
}
