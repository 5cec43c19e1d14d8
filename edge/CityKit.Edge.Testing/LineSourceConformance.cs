using CityKit.Edge.Gpio;

namespace CityKit.Edge.Testing;

/// <summary>
/// Tests that a source that reads a chip keeps every promise of <see cref="ILineSource"/>, as plain methods for any test framework or none.
/// Give it a way to build a bench, and call them all.
/// </summary>
/// <remarks>
/// For a line source of your own. Levels are driven through <see cref="ILineBench"/>; time is the source's own. Run the checks one after
/// the other where benches share a chip. It does not test detectors, and needs no Raspberry Pi where the bench simulates the chip.
/// </remarks>
/// <param name="open">Opens a source with these lines, on a chip that is plugged in, every line floating at its bias.</param>
/// <example><code>
/// var suite = new LineSourceConformance(openBench); // openBench: your ILineBench with these lines
/// foreach (var check in suite.Checks)
/// {
///     Console.WriteLine(check.Name);
///     check.Run(); // throws a ConformanceException when the promise is not kept
/// }
/// </code></example>
public sealed class LineSourceConformance(Func<IReadOnlyList<BenchLine>, ILineBench> open)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<ConformanceCheck> Checks =>
    [
        new(nameof(Lines_AsAsked_KeepNamesAndOrder), Lines_AsAsked_KeepNamesAndOrder),
        new(nameof(Read_OneEdge_HasLineDirectionTimeAndNumber), Read_OneEdge_HasLineDirectionTimeAndNumber),
        new(nameof(Read_EdgesOfSeveralLines_ComeInTimeOrder), Read_EdgesOfSeveralLines_ComeInTimeOrder),
        new(nameof(Read_ManyEdges_NumbersWithoutHoles), Read_ManyEdges_NumbersWithoutHoles),
        new(nameof(Read_SmallBuffer_SaysUntilBeforeTheNextEdge), Read_SmallBuffer_SaysUntilBeforeTheNextEdge),
        new(nameof(Read_Interleaved_NeverDeliversBeforeAnEarlierUntil), Read_Interleaved_NeverDeliversBeforeAnEarlierUntil),
        new(nameof(Read_NothingHappens_MovesUntil), Read_NothingHappens_MovesUntil),
        new(nameof(Read_MoreEdgesThanTheKernelKeeps_TellsTheHole), Read_MoreEdgesThanTheKernelKeeps_TellsTheHole),
        new(nameof(IsActive_DrivenLine_FollowsThroughActiveLow), IsActive_DrivenLine_FollowsThroughActiveLow),
        new(nameof(IsActive_FloatingLine_ShowsItsBias), IsActive_FloatingLine_ShowsItsBias),
        new(nameof(Read_ActiveLowLine_CallsTheLowLevelRising), Read_ActiveLowLine_CallsTheLowLevelRising),
        new(nameof(Read_EmptyBuffer_IsRefused), Read_EmptyBuffer_IsRefused),
        new(nameof(IsActive_UnknownLine_IsRefused), IsActive_UnknownLine_IsRefused),
        new(nameof(Rewind_SourceThatCannot_IsRefused), Rewind_SourceThatCannot_IsRefused),
        new(nameof(TakePresence_ChipUnpluggedAndBack_TellsBothAndReadsOn), TakePresence_ChipUnpluggedAndBack_TellsBothAndReadsOn),
        new(nameof(TakePresence_NobodyTakes_ReadsOn), TakePresence_NobodyTakes_ReadsOn),
        new(nameof(Dispose_WhileReading_EndsTheRead), Dispose_WhileReading_EndsTheRead),
    ];

    /// <summary>A source names its lines as it was asked to.</summary>
    public void Lines_AsAsked_KeepNamesAndOrder()
    {
        using var bench = open([new BenchLine("first"), new BenchLine("second")]);
        Expect.Equal("first second", string.Join(' ', bench.Source.Lines), "the names");
        Expect.True(bench.Source.Boot != default, "the boot has a name");
        Expect.True(bench.Source.IsPresent(0) && bench.Source.IsPresent(1), "both lines are present");
    }

    /// <summary>An edge carries its line, which way it went, when on the source's clock, and number 1.</summary>
    public void Read_OneEdge_HasLineDirectionTimeAndNumber()
    {
        using var bench = open([new BenchLine("a"), new BenchLine("b")]);
        bench.Pass(Moment);
        var before = bench.Source.Now;
        bench.Pass(Moment);
        bench.Drive(1, true);
        bench.Pass(Moment);
        var edge = Expect.Single(BenchReader.ReadTo(bench, bench.Source.Now));
        Expect.Equal((1, LineEdge.Rising, 1u), (edge.Line, edge.Edge, edge.LineSequence), "line, edge and number");
        Expect.True(edge.Nanoseconds > before && edge.Nanoseconds <= bench.Source.Now,
            $"time {edge.Nanoseconds} lies after {before} and not in the future");
    }

    /// <summary>Edges of all lines come in the order they happened.</summary>
    public void Read_EdgesOfSeveralLines_ComeInTimeOrder()
    {
        using var bench = open([new BenchLine("a"), new BenchLine("b"), new BenchLine("c")]);
        for (var i = 0; i < 60; i++) Toggle(bench, i % 3, i / 3 % 2 == 0);
        var edges = BenchReader.ReadTo(bench, bench.Source.Now);
        Expect.Equal(string.Join(' ', Enumerable.Range(0, 60).Select(i => i % 3)), string.Join(' ', edges.Select(e => e.Line)),
            "the lines of the edges");
    }

    /// <summary>Each line counts its own edges from 1, without holes when nothing was dropped.</summary>
    public void Read_ManyEdges_NumbersWithoutHoles()
    {
        using var bench = open([new BenchLine("a"), new BenchLine("b")]);
        for (var i = 0; i < 200; i++) Toggle(bench, i % 2, i / 2 % 2 == 0);
        var edges = BenchReader.ReadTo(bench, bench.Source.Now);
        foreach (var line in edges.GroupBy(e => e.Line))
            Expect.Equal(string.Join(' ', Enumerable.Range(1, 100)), string.Join(' ', line.Select(e => e.LineSequence)),
                $"the numbers of line {line.Key}");
    }

    /// <summary>A read that cannot take all says so: its <c>Until</c> lies before the edge that waits.</summary>
    public void Read_SmallBuffer_SaysUntilBeforeTheNextEdge()
    {
        using var bench = open([new BenchLine("a")]);
        for (var i = 0; i < 5; i++) Toggle(bench, 0, i % 2 == 0);
        var edges = BenchReader.ReadTo(bench, bench.Source.Now, bufferSize: 1);
        Expect.Equal(5, edges.Count, "edges");
    }

    /// <summary>What was said to be complete stays complete: <see cref="BenchReader"/> checks it at every read.</summary>
    public void Read_Interleaved_NeverDeliversBeforeAnEarlierUntil()
    {
        using var bench = open([new BenchLine("a"), new BenchLine("b")]);
        var reader = new BenchReader(bench.Source, 3);
        for (var i = 0; i < 100; i++)
        {
            Toggle(bench, i % 2, i / 2 % 2 == 0);
            if (i % 5 == 0) reader.Read(TimeSpan.Zero);
        }
        reader.ReadTo(bench, bench.Source.Now);
        Expect.Equal(100, reader.Edges.Count, "edges");
    }

    /// <summary>Time passes also when no line moves.</summary>
    public void Read_NothingHappens_MovesUntil()
    {
        using var bench = open([new BenchLine("a")]);
        bench.Pass(Moment);
        var target = bench.Source.Now;
        Expect.Equal(0, BenchReader.ReadTo(bench, target).Count, "edges");
    }

    /// <summary>A full buffer drops the oldest; the hole in the line's numbers says how many.</summary>
    public void Read_MoreEdgesThanTheKernelKeeps_TellsTheHole()
    {
        const int Kept = 16;
        using var bench = open([new BenchLine("a") { BufferSize = Kept }]);
        for (var i = 0; i < Kept + 10; i++) Toggle(bench, 0, i % 2 == 0);
        var edges = BenchReader.ReadTo(bench, bench.Source.Now);
        Expect.Equal(Kept, edges.Count, "edges kept");
        Expect.Equal((11u, 26u), (edges[0].LineSequence, edges[^1].LineSequence), "numbers of the first and last edge kept");
    }

    /// <summary>The level can be asked for at any time.</summary>
    public void IsActive_DrivenLine_FollowsThroughActiveLow()
    {
        using var bench = open([new BenchLine("plain"), new BenchLine("inverted") { ActiveLow = true }]);
        foreach (var high in (bool[])[true, false, true])
        {
            Toggle(bench, 0, high);
            Toggle(bench, 1, high);
            Expect.Equal((high, !high), (bench.Source.IsActive(0), bench.Source.IsActive(1)),
                $"the levels when both wires are {(high ? "high" : "low")}");
        }
    }

    /// <summary>A line that nothing drives reads its bias.</summary>
    public void IsActive_FloatingLine_ShowsItsBias()
    {
        using var bench = open(
        [
            new BenchLine("up") { Bias = LineBias.PullUp }, new BenchLine("down"),
            new BenchLine("up-inverted") { Bias = LineBias.PullUp, ActiveLow = true },
        ]);
        Expect.Equal((true, false, false), (bench.Source.IsActive(0), bench.Source.IsActive(1), bench.Source.IsActive(2)), "the levels");
    }

    /// <summary>Directions are reported after active-low.</summary>
    public void Read_ActiveLowLine_CallsTheLowLevelRising()
    {
        using var bench = open([new BenchLine("a") { Bias = LineBias.PullUp, ActiveLow = true }]);
        Toggle(bench, 0, false);
        Toggle(bench, 0, true);
        var edges = BenchReader.ReadTo(bench, bench.Source.Now);
        Expect.Equal("Rising Falling", string.Join(' ', edges.Select(e => e.Edge)), "the edges");
    }

    /// <summary>A buffer without room is the caller's mistake.</summary>
    public void Read_EmptyBuffer_IsRefused()
    {
        using var bench = open([new BenchLine("a")]);
        Expect.Throws<ArgumentException>(() => bench.Source.Read([], TimeSpan.Zero));
    }

    /// <summary>A line that is not there is the caller's mistake.</summary>
    public void IsActive_UnknownLine_IsRefused()
    {
        using var bench = open([new BenchLine("a")]);
        Expect.Throws<ArgumentOutOfRangeException>(() => bench.Source.IsActive(1));
        Expect.Throws<ArgumentOutOfRangeException>(() => bench.Source.IsPresent(-1));
    }

    /// <summary>A source that cannot go back says so and refuses.</summary>
    public void Rewind_SourceThatCannot_IsRefused()
    {
        using var bench = open([new BenchLine("a")]);
        if (!bench.Source.CanRewind) Expect.Throws<NotSupportedException>(() => bench.Source.Rewind(0));
    }

    /// <summary>
    /// A chip that goes away is reported, once a line; when it is back that is reported, and edges come again with numbers that go on.
    /// </summary>
    public void TakePresence_ChipUnpluggedAndBack_TellsBothAndReadsOn()
    {
        using var bench = open([new BenchLine("a"), new BenchLine("b")]);
        if (!bench.CanUnplug) return;
        var reader = new BenchReader(bench.Source, 16);
        Toggle(bench, 0, true);
        reader.ReadTo(bench, bench.Source.Now);
        bench.SetPlugged(false);
        reader.ReadToChanges(bench, 2);
        Expect.True(!bench.Source.IsPresent(0) && !bench.Source.IsPresent(1), "both lines are away");
        bench.SetPlugged(true);
        reader.ReadToChanges(bench, 4);
        Toggle(bench, 0, true);
        reader.ReadTo(bench, bench.Source.Now);
        Expect.Equal("0- 1- 0+ 1+", string.Join(' ', reader.Changes.Select(c => $"{c.Line}{(c.Present ? '+' : '-')}")), "the changes");
        Expect.True(reader.Edges[^1].LineSequence == reader.Edges[0].LineSequence + 1, "numbers go on after the chip is back");
        Expect.True(reader.Edges[^1].Nanoseconds > reader.Changes[^1].Nanoseconds, "the new edge comes after the return");
    }

    /// <summary>A reader that does not care for presence reads on.</summary>
    public void TakePresence_NobodyTakes_ReadsOn()
    {
        using var bench = open([new BenchLine("a")]);
        if (!bench.CanUnplug) return;
        bench.SetPlugged(false);
        BenchReader.ReadTo(bench, bench.Source.Now, takeChanges: false);
        bench.SetPlugged(true);
        BenchReader.ReadUntil(bench, () => bench.Source.IsPresent(0));
        Toggle(bench, 0, true);
        Expect.Equal(1, BenchReader.ReadTo(bench, bench.Source.Now, takeChanges: false).Count, "edges after the return");
    }

    /// <summary>Who disposes the source ends a read that waits.</summary>
    public void Dispose_WhileReading_EndsTheRead()
    {
        var bench = open([new BenchLine("a")]);
        BenchReader.ReadTo(bench, bench.Source.Now);
        var read = Task.Factory.StartNew(
            () => bench.Source.Read(new LineEvent[1], TimeSpan.FromMinutes(5)), TaskCreationOptions.LongRunning);
        bench.Dispose();
        Expect.Throws<ObjectDisposedException>(() => read.WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult());
    }

    private static void Toggle(ILineBench bench, int line, bool high)
    {
        bench.Drive(line, high);
        bench.Pass(Moment);
    }
}
