namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// Free fall with quadratic drag (自由落体): m dv/dt = mg − kv², terminal speed v_t = √(mg/k). Metres, seconds, metres per second.
/// </summary>
/// <param name="TerminalSpeed">v_t in m/s, over 0; positive infinity for a fall in vacuum.</param>
internal readonly record struct FreeFall(double TerminalSpeed)
{
    /// <summary>Standard gravity, 9.80665 m/s².</summary>
    public const double Gravity = 9.80665;

    /// <summary>No drag: of all falls with one speed, the one from the smallest height.</summary>
    public static FreeFall Vacuum { get; } = new(double.PositiveInfinity);

    private bool IsVacuum => double.IsPositiveInfinity(TerminalSpeed);

    /// <summary>The speed after a drop of <paramref name="metres"/> from rest: v(h) = v_t √(1 − e^(−2gh/v_t²)).</summary>
    public double SpeedAfter(double metres) =>
        IsVacuum ? Math.Sqrt(2 * Gravity * metres)
            : TerminalSpeed * Math.Sqrt(-ExpMinus1(-2 * Gravity * metres / (TerminalSpeed * TerminalSpeed)));

    /// <summary>The drop from rest that gives a speed: h(v) = −(v_t²/2g) ln(1 − v²/v_t²); infinity from the terminal speed on.</summary>
    public double DropFor(double metresPerSecond)
    {
        if (IsVacuum) return metresPerSecond * metresPerSecond / (2 * Gravity);
        var share = metresPerSecond / TerminalSpeed;
        return share >= 1 ? double.PositiveInfinity : -TerminalSpeed * TerminalSpeed / (2 * Gravity) * Log1Plus(-share * share);
    }

    /// <summary>The time that a drop from rest takes: t(h) = (v_t/g) arcosh(e^(gh/v_t²)).</summary>
    public double TimeFor(double metres)
    {
        if (IsVacuum) return Math.Sqrt(2 * metres / Gravity);
        var y = Gravity * metres / (TerminalSpeed * TerminalSpeed);
        return TerminalSpeed / Gravity * (y + Log1Plus(Math.Sqrt(-ExpMinus1(-2 * y))));
    }

    /// <summary>The time for a drop that begins at a downward speed below the terminal one.</summary>
    public double TimeFor(double metres, double initialSpeed)
    {
        var above = DropFor(initialSpeed);
        return TimeFor(above + metres) - TimeFor(above);
    }

    /// <summary>
    /// The time that an object thrown up still needs to its highest point, <paramref name="metres"/> above: (v_t/g) arccos(e^(−gh/v_t²)).
    /// </summary>
    public double TimeToTop(double metres)
    {
        if (IsVacuum) return TimeFor(metres);
        var share = -ExpMinus1(-Gravity * metres / (TerminalSpeed * TerminalSpeed));
        return 2 * TerminalSpeed / Gravity * Math.Asin(Math.Sqrt(share / 2));
    }

    /// <summary>
    /// The speed at the top of a window of <paramref name="metres"/> that was crossed in <paramref name="seconds"/>; 0 when a fall from
    /// rest at the top would be quicker.
    /// </summary>
    public double SpeedAtTop(double metres, double seconds)
    {
        if (IsVacuum) return Math.Max(0, metres / seconds - Gravity * seconds / 2);
        var angle = Gravity * seconds / TerminalSpeed;
        var share = (Math.Exp(Gravity * metres / (TerminalSpeed * TerminalSpeed)) - Math.Cosh(angle)) / Math.Sinh(angle);
        return Math.Max(0, share * TerminalSpeed);
    }

    /// <summary>
    /// The speed <paramref name="metres"/> above a place where it is <paramref name="metresPerSecond"/>, below or above the terminal one; 0
    /// when it was at rest lower than that.
    /// </summary>
    public double SpeedBefore(double metresPerSecond, double metres)
    {
        var square = metresPerSecond * metresPerSecond;
        if (IsVacuum) return Math.Sqrt(Math.Max(0, square - 2 * Gravity * metres));
        var terminal = TerminalSpeed * TerminalSpeed;
        return Math.Sqrt(Math.Max(0, terminal + (square - terminal) * Math.Exp(2 * Gravity * metres / terminal)));
    }

    /// <summary>e^x − 1 without losing the digits of a small x (Kahan); .NET's own subtracts.</summary>
    private static double ExpMinus1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        return u - 1 == -1 ? -1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + x) without losing the digits of a small x (Kahan).</summary>
    private static double Log1Plus(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }
}
