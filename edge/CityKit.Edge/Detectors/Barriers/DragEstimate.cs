namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// What three and more crossings say about drag (阻力估计). Terminal speeds are held against all windows at once: within the stated errors,
/// some range of speeds at the first beam explains them, or none does. What is left over is reported as ranges. Holds when one terminal
/// speed describes the whole way between the beams, and the errors are within those stated.
/// </summary>
/// <param name="TopLeast">The least speed at the first beam, m/s.</param>
/// <param name="TopMost">The greatest.</param>
/// <param name="TerminalLeast">The least terminal speed, m/s.</param>
/// <param name="TerminalMost">The greatest; infinity when a fall without drag explains the crossings too.</param>
/// <param name="LeastDrop">The lower bound of the drop above the first beam if the drag was the same above it, in metres.</param>
internal readonly record struct DragEstimate(double TopLeast, double TopMost, double TerminalLeast, double TerminalMost, double LeastDrop)
{
    /// <summary>A range wider than this factor determines nothing.</summary>
    private const double WidestTerminal = 2;
    private const double WidestTop = 1.25;
    private const int Steps = 96;
    private const int Halvings = 24;
    private const double Slowest = 3;
    private const double Fastest = 200;

    internal bool IsTerminalDetermined => TerminalMost <= WidestTerminal * TerminalLeast;

    internal bool IsTopDetermined => TopMost <= WidestTop * TopLeast;

    /// <summary>The estimate; null when nothing explains the crossings, because an error was larger than stated.</summary>
    /// <param name="windows">All pairs of crossings.</param>
    /// <param name="mostTerminal">The greatest terminal speed assumed; infinity for any.</param>
    /// <param name="mostThrow">The fastest downward throw.</param>
    /// <param name="edge">How far the leading edge may sit differently at two beams, in metres.</param>
    internal static DragEstimate? Of(FallWindow[] windows, double mostTerminal, double mostThrow, double edge)
    {
        Hypothesis Try(double drag) => new(drag, windows, edge);
        Hypothesis[] grid = [.. Enumerable.Range(0, Steps + 2).Select(Drag)
            .Where(drag => double.IsInfinity(mostTerminal) || drag * mostTerminal * mostTerminal >= 1).Select(Try)];
        int first = Array.FindIndex(grid, h => h.Explains), last = Array.FindLastIndex(grid, h => h.Explains);
        if (first >= 0)
            return From([Edge(grid[first], grid[Math.Max(0, first - 1)], Try), .. grid[first..(last + 1)],
                Edge(grid[last], grid[Math.Min(grid.Length - 1, last + 1)], Try)], mostThrow);
        var less = Array.FindLastIndex(grid, h => h.NeedsMore);
        if (less < 0 || less + 1 == grid.Length || Between(grid[less], grid[less + 1], Try) is not { } found) return null;
        return From([Edge(found, grid[less], Try), found, Edge(found, grid[less + 1], Try)], mostThrow);
    }

    private static DragEstimate From(Hypothesis[] explaining, double mostThrow) => new(
        explaining.Min(h => h.Least), explaining.Max(h => h.Most), explaining[^1].Fall.TerminalSpeed, explaining[0].Fall.TerminalSpeed,
        explaining.Min(h => LeastDropOf(h.Fall, h.Least, mostThrow)));

    /// <summary>1/v_t²: 0 for no drag, then from 200 m/s down to 3 m/s (a cigarette butt).</summary>
    private static double Drag(int step) => step == 0 ? 0 : Math.Pow(Fastest * Math.Pow(Slowest / Fastest, (step - 1) / (double)Steps), -2);

    /// <summary>
    /// A drag that explains, between one that is too little and one that is too much: small errors leave a range narrower than the grid.
    /// </summary>
    private static Hypothesis? Between(Hypothesis less, Hypothesis more, Func<double, Hypothesis> attempt)
    {
        for (var i = 0; i < 2 * Halvings; i++)
        {
            var middle = attempt((less.Drag + more.Drag) / 2);
            if (middle.Explains) return middle;
            if (middle.NeedsMore) less = middle;
            else more = middle;
        }
        return null;
    }

    /// <summary>Where drag ceases to explain: just beyond it. The end of the grid is an end too.</summary>
    private static Hypothesis Edge(Hypothesis inside, Hypothesis outside, Func<double, Hypothesis> attempt)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = attempt((inside.Drag + outside.Drag) / 2);
            if (middle.Explains) inside = middle;
            else outside = middle;
        }
        return outside;
    }

    /// <summary>From the terminal speed on no drop leads to the speed, unless it was thrown so fast.</summary>
    private static double LeastDropOf(FreeFall fall, double speed, double mostThrow) =>
        speed <= mostThrow ? 0 : speed >= fall.TerminalSpeed ? double.PositiveInfinity : fall.DropFor(speed) - fall.DropFor(mostThrow);

    /// <summary>A drag, and the speeds at the first beam with which all windows take as long as they did.</summary>
    private readonly record struct Hypothesis
    {
        internal Hypothesis(double drag, FallWindow[] windows, double edge)
        {
            (Drag, Fall, Least, Most) = (drag, drag == 0 ? FreeFall.Vacuum : new FreeFall(1 / Math.Sqrt(drag)), 0, double.PositiveInfinity);
            var (leastAt, mostAt) = (0.0, 0.0);
            foreach (var window in windows)
            {
                double slow = Fall.SpeedAtTop(window.Metres - edge, window.Slowest),
                    quick = Fall.SpeedAtTop(window.Metres + edge, window.Quickest), middle = window.Above + window.Metres / 2;
                if (window.Above > 0)
                    (slow, quick) = (Math.Min(Before(slow, window.Above - edge), Before(slow, window.Above + edge)),
                        Math.Max(Before(quick, window.Above - edge), Before(quick, window.Above + edge)));
                if (slow > Least) (Least, leastAt) = (slow, middle);
                if (quick < Most) (Most, mostAt) = (quick, middle);
            }
            NeedsMore = leastAt < mostAt;
        }

        internal double Drag { get; }

        internal FreeFall Fall { get; }

        internal double Least { get; }

        internal double Most { get; }

        /// <summary>True when the upper windows ask for a higher speed than the lower ones: the drag is too little.</summary>
        internal bool NeedsMore { get; }

        internal bool Explains => Least <= Most;

        private double Before(double speed, double metres) => Fall.SpeedBefore(speed, metres);
    }
}
