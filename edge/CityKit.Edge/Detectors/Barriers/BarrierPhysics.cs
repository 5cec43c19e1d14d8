using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>What the dark intervals of two and more beams say about one object. Pure; every result is a whole number.</summary>
internal sealed class BarrierPhysics
{
    /// <summary>Slower than 0.5 m/s, two intervals are not taken for one object at all.</summary>
    private const int SlowestPairMillimetresPerSecond = 500;
    private readonly BarrierOptions options;
    private readonly FreeFall fall;
    private readonly long uncertainty;
    private readonly int[] depths;

    internal BarrierPhysics(BarrierOptions options)
    {
        Check(options);
        uncertainty = Durations.Checked(options.EdgeUncertainty, Duration.Zero, Duration.FromMilliseconds(20),
            nameof(options.EdgeUncertainty));
        fall = options.TerminalMillimetresPerSecond is { } speed ? new FreeFall(speed / 1e3) : FreeFall.Vacuum;
        this.options = options;
        depths = [0, options.SpacingMillimetres,
            .. options.MoreBeams.Select((_, i) => options.SpacingMillimetres
                + options.MoreBeams.Take(i + 1).Sum(b => b.SpacingMillimetres))];
        LongestDark = Nanoseconds(options.LongestMillimetres, options.SlowestMillimetresPerSecond);
        PairWithin = Math.Max(4 * Durations.Second, Nanoseconds(depths[^1], SlowestPairMillimetresPerSecond));
    }

    /// <summary>A beam dark for longer saw no falling object.</summary>
    internal long LongestDark { get; }

    /// <summary>How long an interval waits for its partners.</summary>
    internal long PairWithin { get; }

    /// <summary>Why the two are no fall; null when they are one.</summary>
    internal string? WhyNoFall(Crossing upper, Crossing lower)
    {
        if (lower.Dark.Start <= upper.Dark.Start || lower.Dark.End <= upper.Dark.End) return "wrong-order";
        var speed = SpeedOf(upper, lower);
        if (speed < options.SlowestMillimetresPerSecond) return "too-slow";
        if (speed > options.FastestMillimetresPerSecond) return "too-fast";
        var length = LengthOf(upper, lower);
        if (length > options.LongestMillimetres) return "too-long";
        return length < options.ShortestMillimetres ? "too-short" : null;
    }

    /// <summary>Why the passage, from the top down, is no fall; null when it is one.</summary>
    internal string? WhyNoFall(IReadOnlyList<Crossing> passage)
    {
        for (var i = 1; i < passage.Count; i++)
            if (WhyNoFall(passage[i - 1], passage[i]) is { } why) return why;
        return IsEven(passage) ? null : "uneven";
    }

    /// <summary>
    /// True when the speeds from beam to beam may belong to one fall: nothing gains more than gravity gives, or loses half within a window.
    /// Generous by half, because an object that tumbles shows each beam another edge.
    /// </summary>
    internal bool IsEven(IReadOnlyList<Crossing> passage)
    {
        for (var i = 2; i < passage.Count; i++)
        {
            double above = SpeedOf(passage[i - 2], passage[i - 1]), below = SpeedOf(passage[i - 1], passage[i]);
            var gained = 1e3 * FreeFall.Gravity * (passage[i].Dark.Middle - passage[i - 2].Dark.Middle) / 2 / Durations.Second;
            if (below > 1.5 * (above + gained) || below < above / 2) return false;
        }
        return true;
    }

    /// <summary>The shortest time between two beams that something real can need.</summary>
    internal long QuickestPair(int beam, int other) => Nanoseconds(Between(beam, other), options.FastestMillimetresPerSecond);

    /// <summary>The mean speed between two beams, mm/s.</summary>
    internal long SpeedOf(Crossing first, Crossing second)
    {
        var time = Math.Max(1, second.Dark.Middle - first.Dark.Middle);
        return (Between(first.Beam, second.Beam) * Durations.Second + time / 2) / time;
    }

    /// <summary>The longest that the object looked, in mm.</summary>
    internal long LengthOf(IReadOnlyList<Crossing> passage) =>
        Enumerable.Range(1, passage.Count - 1).Max(i => LengthOf(passage[i - 1], passage[i]));

    /// <summary>
    /// The lower bound of the drop above the uppermost beam, in mm: the slowest reading of the edges, the shortest way between the beams,
    /// the fastest throw and the least drag that the options allow. Each beam below gives one, whatever the drag is and however it changes;
    /// the highest holds. There is no upper bound: near its terminal speed an object's height cannot be determined.
    /// </summary>
    internal long LeastDrop(IReadOnlyList<Crossing> passage) => passage.Skip(1).Max(lower => LeastDrop(passage[0], lower));

    /// <summary>What three and more crossings say about drag and speed; null for two.</summary>
    internal DragEstimate? Estimate(IReadOnlyList<Crossing> passage)
    {
        if (passage.Count < 3) return null;
        var windows = from i in Enumerable.Range(0, passage.Count)
            from j in Enumerable.Range(i + 1, passage.Count - i - 1)
            select Window(passage[0], passage[i], passage[j]);
        return DragEstimate.Of([.. windows], fall.TerminalSpeed, options.ThrowMillimetresPerSecond / 1e3,
            options.LeadingEdgeMillimetres / 1e3);
    }

    /// <summary>How deep a beam hangs below the uppermost, in mm.</summary>
    internal int Depth(int beam) => depths[beam];

    /// <summary>True when an object that went up through both beams would be back just so: a ball thrown up.</summary>
    internal bool IsReturn(DarkInterval upLower, DarkInterval upUpper, Crossing downUpper, Crossing downLower)
    {
        if (!(upLower.Start < upUpper.Start && upUpper.End < downUpper.Dark.Start)) return false;
        double up = upUpper.Middle - upLower.Middle, down = downLower.Dark.Middle - downUpper.Dark.Middle,
            flight = downUpper.Dark.Middle - upUpper.Middle;
        if (up < 0.4 * down || up > 1.1 * down) return false;
        var expected = 2 * FreeFall.Vacuum.SpeedAtTop(Between(downUpper.Beam, downLower.Beam) / 1e3, down / 1e9) / FreeFall.Gravity * 1e9;
        return flight > 0.6 * expected - 1e8 && flight < 1.6 * expected + 1e8;
    }

    private long LengthOf(Crossing upper, Crossing lower) =>
        (long)((Int128)Math.Max(upper.Dark.Length, lower.Dark.Length) * SpeedOf(upper, lower) / Durations.Second);

    private long LeastDrop(Crossing upper, Crossing lower)
    {
        var metres = (Between(upper.Beam, lower.Beam) - options.LeadingEdgeMillimetres) / 1e3;
        var slowest = Slowest(upper.Dark, lower.Dark);
        var drop = DropFrom(fall, metres, slowest);
        // faster than the assumed terminal speed: the assumption fell
        if (double.IsInfinity(drop)) drop = DropFrom(FreeFall.Vacuum, metres, slowest);
        return (long)Math.Max(0, Math.Floor(drop * 1e3) - depths[upper.Beam]);
    }

    private FallWindow Window(Crossing top, Crossing upper, Crossing lower) =>
        new(Between(top.Beam, upper.Beam) / 1e3, Between(upper.Beam, lower.Beam) / 1e3, Quickest(upper.Dark, lower.Dark),
            Slowest(upper.Dark, lower.Dark));

    private double Slowest(DarkInterval upper, DarkInterval lower) =>
        (Math.Max(lower.Start - upper.Start, Math.Max(lower.End - upper.End, lower.Middle - upper.Middle)) + 2 * uncertainty) / 1e9;

    private double Quickest(DarkInterval upper, DarkInterval lower) =>
        Math.Max(1, Math.Min(lower.Start - upper.Start,
            Math.Min(lower.End - upper.End, lower.Middle - upper.Middle)) - 2 * uncertainty) / 1e9;

    private double DropFrom(FreeFall assumed, double metres, double seconds)
    {
        var drop = assumed.DropFor(assumed.SpeedAtTop(metres, seconds));
        return double.IsInfinity(drop) ? drop : drop - assumed.DropFor(options.ThrowMillimetresPerSecond / 1e3);
    }

    private long Between(int beam, int other) => Math.Abs(depths[beam] - depths[other]);

    private static long Nanoseconds(long millimetres, long millimetresPerSecond) => millimetres * Durations.Second / millimetresPerSecond;

    private static void Check(BarrierOptions options)
    {
        OptionRange.Check(options.Lines.Count, 2, BarrierOptions.MostBeams, nameof(options.MoreBeams));
        OptionRange.Check(options.SpacingMillimetres, BarrierOptions.LeastSpacingMillimetres, BarrierOptions.MostSpacingMillimetres,
            nameof(options.SpacingMillimetres));
        foreach (var beam in options.MoreBeams)
            OptionRange.Check(beam.SpacingMillimetres, BarrierOptions.LeastSpacingMillimetres, BarrierOptions.MostSpacingMillimetres,
                nameof(beam.SpacingMillimetres));
        OptionRange.Check(options.SlowestMillimetresPerSecond, 1_000, 20_000, nameof(options.SlowestMillimetresPerSecond));
        OptionRange.Check(options.FastestMillimetresPerSecond, 20_000, 200_000, nameof(options.FastestMillimetresPerSecond));
        OptionRange.Check(options.LongestMillimetres, 100, 10_000, nameof(options.LongestMillimetres));
        OptionRange.Check(options.ShortestMillimetres, 0, 100, nameof(options.ShortestMillimetres));
        OptionRange.Check(options.LeadingEdgeMillimetres, 0, 500, nameof(options.LeadingEdgeMillimetres));
        OptionRange.Check(options.ThrowMillimetresPerSecond, 0, 20_000, nameof(options.ThrowMillimetresPerSecond));
        if (options.TerminalMillimetresPerSecond is { } terminal)
            OptionRange.Check(terminal, 10_000, 200_000, nameof(options.TerminalMillimetresPerSecond));
        if (options.Beam?.WhyNot(options.ThrowMillimetresPerSecond) is { } refused)
            throw new ArgumentException($"{refused.En} {refused.Zh}", nameof(options));
    }
}
