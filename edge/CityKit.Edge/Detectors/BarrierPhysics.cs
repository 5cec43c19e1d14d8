using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>What two dark intervals say about one object. Pure; every result is a whole number.</summary>
internal sealed class BarrierPhysics
{
    /// <summary>Slower than 0.5 m/s, two intervals are not taken for one object at all.</summary>
    private const int SlowestPairMillimetresPerSecond = 500;
    private readonly BarrierOptions options;
    private readonly FreeFall fall;
    private readonly long uncertainty;

    internal BarrierPhysics(BarrierOptions options)
    {
        Within(options.SpacingMillimetres, BarrierOptions.LeastSpacingMillimetres, BarrierOptions.MostSpacingMillimetres, nameof(options.SpacingMillimetres));
        Within(options.SlowestMillimetresPerSecond, 1_000, 20_000, nameof(options.SlowestMillimetresPerSecond));
        Within(options.FastestMillimetresPerSecond, 20_000, 200_000, nameof(options.FastestMillimetresPerSecond));
        Within(options.LongestMillimetres, 100, 10_000, nameof(options.LongestMillimetres));
        Within(options.ShortestMillimetres, 0, 100, nameof(options.ShortestMillimetres));
        Within(options.LeadingEdgeMillimetres, 0, 500, nameof(options.LeadingEdgeMillimetres));
        Within(options.ThrowMillimetresPerSecond, 0, 20_000, nameof(options.ThrowMillimetresPerSecond));
        if (options.TerminalMillimetresPerSecond is { } terminal) Within(terminal, 10_000, 200_000, nameof(options.TerminalMillimetresPerSecond));
        if (options.Beam?.WhyNot(options.ThrowMillimetresPerSecond) is { } refused) throw new ArgumentException($"{refused.En} {refused.Zh}", nameof(options));
        uncertainty = Durations.Checked(options.EdgeUncertainty, Duration.Zero, Duration.FromMilliseconds(20), nameof(options.EdgeUncertainty));
        fall = options.TerminalMillimetresPerSecond is { } speed ? new FreeFall(speed / 1e3) : FreeFall.Vacuum;
        this.options = options;
        LongestDark = Nanoseconds(options.LongestMillimetres, options.SlowestMillimetresPerSecond);
        PairWithin = Math.Max(4 * Durations.Second, Nanoseconds(options.SpacingMillimetres, SlowestPairMillimetresPerSecond));
        QuickestPair = Nanoseconds(options.SpacingMillimetres, options.FastestMillimetresPerSecond);
    }

    /// <summary>A beam dark for longer saw no falling object.</summary>
    internal long LongestDark { get; }

    /// <summary>How long an interval waits for its partner.</summary>
    internal long PairWithin { get; }

    /// <summary>The shortest time between the beams that something real can need.</summary>
    internal long QuickestPair { get; }

    /// <summary>Why the pair is no fall; null when it is one.</summary>
    internal string? WhyNoFall(DarkInterval upper, DarkInterval lower)
    {
        if (lower.Start <= upper.Start || lower.End <= upper.End) return "wrong-order";
        var speed = SpeedOf(upper, lower);
        if (speed < options.SlowestMillimetresPerSecond) return "too-slow";
        if (speed > options.FastestMillimetresPerSecond) return "too-fast";
        var length = LengthOf(upper, lower);
        if (length > options.LongestMillimetres) return "too-long";
        return length < options.ShortestMillimetres ? "too-short" : null;
    }

    /// <summary>The mean speed between the beams, mm/s.</summary>
    internal long SpeedOf(DarkInterval upper, DarkInterval lower)
    {
        var time = Math.Max(1, lower.Middle - upper.Middle);
        return (options.SpacingMillimetres * Durations.Second + time / 2) / time;
    }

    /// <summary>The longest that the object looked, in mm.</summary>
    internal long LengthOf(DarkInterval upper, DarkInterval lower) =>
        (long)((Int128)Math.Max(upper.Length, lower.Length) * SpeedOf(upper, lower) / Durations.Second);

    /// <summary>
    /// The lower bound of the drop above the upper beam, in mm: the slowest reading of the edges, the shortest way between the beams, the fastest throw and the least drag that the options allow.
    /// There is no upper bound: near its terminal speed an object's height cannot be told.
    /// </summary>
    internal long LeastDrop(DarkInterval upper, DarkInterval lower)
    {
        var slowest = Math.Max(lower.Start - upper.Start, Math.Max(lower.End - upper.End, lower.Middle - upper.Middle)) + 2 * uncertainty;
        var metres = (options.SpacingMillimetres - options.LeadingEdgeMillimetres) / 1e3;
        var drop = DropFrom(fall, metres, slowest / 1e9);
        if (double.IsInfinity(drop)) drop = DropFrom(FreeFall.Vacuum, metres, slowest / 1e9); // faster than the assumed terminal speed: the assumption fell
        return (long)Math.Max(0, Math.Floor(drop * 1e3));
    }

    /// <summary>True when an object that went up through both beams would be back just so: a ball thrown up.</summary>
    internal bool IsReturn(DarkInterval upLower, DarkInterval upUpper, DarkInterval downUpper, DarkInterval downLower)
    {
        if (!(upLower.Start < upUpper.Start && upUpper.End < downUpper.Start)) return false;
        double up = upUpper.Middle - upLower.Middle, down = downLower.Middle - downUpper.Middle, flight = downUpper.Middle - upUpper.Middle;
        if (up < 0.4 * down || up > 1.1 * down) return false;
        var expected = 2 * FreeFall.Vacuum.SpeedAtTop(options.SpacingMillimetres / 1e3, down / 1e9) / FreeFall.Gravity * 1e9;
        return flight > 0.6 * expected - 1e8 && flight < 1.6 * expected + 1e8;
    }

    private double DropFrom(FreeFall assumed, double metres, double seconds)
    {
        var drop = assumed.DropFor(assumed.SpeedAtTop(metres, seconds));
        return double.IsInfinity(drop) ? drop : drop - assumed.DropFor(options.ThrowMillimetresPerSecond / 1e3);
    }

    private static long Nanoseconds(long millimetres, long millimetresPerSecond) => millimetres * Durations.Second / millimetresPerSecond;

    private static void Within(int value, int least, int most, string name)
    {
        if (value < least || value > most) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}. {name} 须在 {least} 至 {most} 之间。");
    }
}
