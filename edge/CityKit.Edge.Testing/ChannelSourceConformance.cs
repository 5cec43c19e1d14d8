using CityKit.Edge.Channels;

namespace CityKit.Edge.Testing;

/// <summary>
/// Tests that a source keeps every promise of <see cref="IChannelSource"/>, as plain methods for any test framework or none. Give it a way
/// to build a bench, and call them all.
/// </summary>
/// <remarks>
/// For a channel source of your own, such as a meter's bus. What channels measure is set through <see cref="IChannelBench"/>. Run the
/// checks one after the other where benches share a bus. It asks for nothing about time: how often channels are read is the edge's part.
/// </remarks>
/// <param name="open">Opens a source of two channels or more, with everything plugged in.</param>
/// <example><code>
/// var suite = new ChannelSourceConformance(openChannels); // openChannels: your IChannelBench
/// foreach (var check in suite.Checks)
/// {
///     Console.WriteLine(check.Name);
///     check.Run(); // throws a ConformanceException when the promise is not kept
/// }
/// </code></example>
public sealed class ChannelSourceConformance(Func<IChannelBench> open)
{
    private const int LongestProblem = 32;

    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<ConformanceCheck> Checks =>
    [
        new(nameof(Channels_Always_HaveTheSameDifferentNames), Channels_Always_HaveTheSameDifferentNames),
        new(nameof(Read_EachChannel_IsItsOwnValue), Read_EachChannel_IsItsOwnValue),
        new(nameof(Read_ValueChanged_IsTheNewOne), Read_ValueChanged_IsTheNewOne),
        new(nameof(Read_Unplugged_SaysWhyAndThrowsNothing), Read_Unplugged_SaysWhyAndThrowsNothing),
        new(nameof(Read_OneUnplugged_LeavesTheOthers), Read_OneUnplugged_LeavesTheOthers),
        new(nameof(Read_PluggedAgain_IsItsValueAgain), Read_PluggedAgain_IsItsValueAgain),
        new(nameof(Read_UnknownChannel_IsRefused), Read_UnknownChannel_IsRefused),
        new(nameof(Dispose_Twice_IsTheSameAsOnce), Dispose_Twice_IsTheSameAsOnce),
    ];

    /// <summary>Channels are named once for all, each differently.</summary>
    public void Channels_Always_HaveTheSameDifferentNames()
    {
        using var bench = open();
        var names = bench.Source.Channels.ToArray();
        Expect.True(names.Length >= 2, $"there are two channels or more; found {names.Length}");
        Expect.True(names.All(name => !string.IsNullOrEmpty(name)), "every channel has a name");
        Expect.Equal(names.Length, names.Distinct().Count(), "the number of different names");
        bench.Source.Read(0);
        Expect.Equal(string.Join(' ', names), string.Join(' ', bench.Source.Channels), "the names after a reading");
    }

    /// <summary>A channel gives what it measures, not what another one does.</summary>
    public void Read_EachChannel_IsItsOwnValue()
    {
        using var bench = open();
        for (var channel = 0; channel < bench.Source.Channels.Count; channel++) bench.Set(channel, ValueOf(channel));
        for (var channel = 0; channel < bench.Source.Channels.Count; channel++) ExpectValue(bench, channel, ValueOf(channel));
    }

    /// <summary>A reading is of now.</summary>
    public void Read_ValueChanged_IsTheNewOne()
    {
        using var bench = open();
        foreach (var value in (long[])[20, 21, 20, 0])
        {
            bench.Set(0, value);
            ExpectValue(bench, 0, value);
        }
    }

    /// <summary>What goes wrong is in the answer, with a reason and without a number.</summary>
    public void Read_Unplugged_SaysWhyAndThrowsNothing()
    {
        using var bench = open();
        bench.Set(0, ValueOf(0));
        bench.SetPlugged(0, false);
        var read = bench.Source.Read(0);
        Expect.True(read.Problem is { Length: > 0 and <= LongestProblem },
            $"the problem '{read.Problem}' has 1 to {LongestProblem} characters");
        Expect.Equal(0, read.Value, "the value of a reading with a problem");
    }

    /// <summary>One channel's problem is no other's.</summary>
    public void Read_OneUnplugged_LeavesTheOthers()
    {
        using var bench = open();
        for (var channel = 0; channel < bench.Source.Channels.Count; channel++) bench.Set(channel, ValueOf(channel));
        bench.SetPlugged(0, false);
        bench.Source.Read(0);
        for (var channel = 1; channel < bench.Source.Channels.Count; channel++) ExpectValue(bench, channel, ValueOf(channel));
    }

    /// <summary>A problem ends with its cause: nobody opens the source again.</summary>
    public void Read_PluggedAgain_IsItsValueAgain()
    {
        using var bench = open();
        bench.Set(0, ValueOf(0));
        for (var time = 0; time < 2; time++)
        {
            bench.SetPlugged(0, false);
            bench.Source.Read(0);
            bench.SetPlugged(0, true);
            ExpectValue(bench, 0, ValueOf(0));
        }
    }

    /// <summary>A channel that is not there is the caller's mistake.</summary>
    public void Read_UnknownChannel_IsRefused()
    {
        using var bench = open();
        Expect.Throws<ArgumentOutOfRangeException>(() => bench.Source.Read(-1));
        Expect.Throws<ArgumentOutOfRangeException>(() => bench.Source.Read(bench.Source.Channels.Count));
    }

    /// <summary>A source may be disposed twice.</summary>
    public void Dispose_Twice_IsTheSameAsOnce()
    {
        using var bench = open();
        bench.Source.Dispose();
        bench.Source.Dispose();
    }

    private static long ValueOf(int channel) => 20 + channel;

    private static void ExpectValue(IChannelBench bench, int channel, long value) =>
        Expect.Equal(new ChannelRead(value), bench.Source.Read(channel), $"the reading of '{bench.Source.Channels[channel]}'");
}
