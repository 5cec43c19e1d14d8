using CityKit.Core;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// Distinguishes closed, open, cut and short by a loop's voltage (线尾电阻判别). Pure. Between the bands that the tolerance allows is a boundary;
/// a state is left only when the value is an eighth of the gap beyond it.
/// </summary>
internal sealed class EndOfLine
{
    private const int Millionths = 1_000_000;

    /// <summary>A short may have 2 % of the supply left over, and a cut may lack 2 %: wire, leakage, the converter's offset.</summary>
    private const long EndBand = 20_000;

    /// <summary>Bands nearer than 2 % of the supply are not told apart.</summary>
    private const long LeastGap = 20_000;

    private readonly long fullScale;
    private readonly EndOfLineState[] states;
    private readonly long[] boundaries = new long[3];
    private readonly long[] margins = new long[3];

    /// <summary>The boundaries of a loop.</summary>
    /// <exception cref="ArgumentException">A number is out of its range, or the states cannot be told apart.</exception>
    public EndOfLine(EndOfLineLoop loop)
    {
        if (WhyNot(loop) is { } why) throw new ArgumentException($"{why.En} {why.Zh}", nameof(loop));
        fullScale = loop.FullScale;
        states = loop.ClosedOhms < loop.OpenOhms
            ? [EndOfLineState.Short, EndOfLineState.Closed, EndOfLineState.Open, EndOfLineState.Cut]
            : [EndOfLineState.Short, EndOfLineState.Open, EndOfLineState.Closed, EndOfLineState.Cut];
        var bands = Bands(loop);
        for (var i = 0; i < boundaries.Length; i++)
        {
            boundaries[i] = (bands[i].High + bands[i + 1].Low) / 2;
            margins[i] = (bands[i + 1].Low - bands[i].High) / 8;
        }
    }

    /// <summary>Why the loop's states cannot be told apart; null when they can.</summary>
    public static LocalizedText? WhyNot(EndOfLineLoop loop)
    {
        ArgumentNullException.ThrowIfNull(loop);
        foreach (var ohms in (ReadOnlySpan<long>)[loop.PullUpOhms, loop.ClosedOhms, loop.OpenOhms])
            if (ohms is < 10 or > 10_000_000)
                return new LocalizedText($"电阻须为 10 至 10000000 Ω，而不是 {ohms}。", $"A resistor is 10 to 10,000,000 ohms, not {ohms}.");
        if (loop.TolerancePercent is < 0 or > 20)
            return new LocalizedText($"容差须为 0 至 20 %，而不是 {loop.TolerancePercent}。",
                $"The tolerance is 0 to 20 %, not {loop.TolerancePercent}.");
        if (loop.FullScale is < 100 or > 1L << 40)
            return new LocalizedText($"满量程须为 100 至 2^40，而不是 {loop.FullScale}。", $"The full scale is 100 to 2^40, not {loop.FullScale}.");
        var bands = Bands(loop);
        for (var i = 0; i + 1 < bands.Length; i++)
            if (bands[i + 1].Low - bands[i].High < LeastGap) return new LocalizedText(
                "这些电阻在容差内分不清闭合、断开、断线和短路；请选相差更大、接近上拉的电阻。",
                "Within their tolerance these resistors do not tell closed, open, cut and short apart; "
                    + "choose values further apart and near the pull-up.");
        return null;
    }

    /// <summary>The state that a value shows, coming from another one.</summary>
    /// <param name="value">The channel's value, 0 to the full scale; what is outside counts as the end.</param>
    /// <param name="before">The state so far; null for none.</param>
    public EndOfLineState Classify(long value, EndOfLineState? before)
    {
        var share = (long)((Int128)Math.Clamp(value, 0, fullScale) * Millionths / fullScale);
        var from = before is { } state ? Array.IndexOf(states, state) : -1;
        var index = 0;
        for (var i = 0; i < boundaries.Length; i++)
        {
            var margin = from < 0 ? 0 : from > i ? -margins[i] : margins[i];
            if (share >= boundaries[i] + margin) index = i + 1;
        }
        return states[index];
    }

    /// <summary>The four bands from short to cut, in millionths of the supply.</summary>
    private static (long Low, long High)[] Bands(EndOfLineLoop loop) =>
        [(0, EndBand), Band(loop, Math.Min(loop.ClosedOhms, loop.OpenOhms)), Band(loop, Math.Max(loop.ClosedOhms, loop.OpenOhms)),
            (Millionths - EndBand, Millionths)];

    private static (long Low, long High) Band(EndOfLineLoop loop, long ohms)
    {
        int less = 100 - loop.TolerancePercent, more = 100 + loop.TolerancePercent;
        return (Share(ohms * less, loop.PullUpOhms * more), Share(ohms * more, loop.PullUpOhms * less));
    }

    private static long Share(long lower, long upper) => lower * Millionths / (lower + upper);
}
