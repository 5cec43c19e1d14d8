using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>What a step, or a window of steps, adds up to.</summary>
/// <param name="Value">The sum, smallest, largest, last value or difference; nothing while <paramref name="Count"/> is 0.</param>
/// <param name="Covered">Nanoseconds that healthy readings cover.</param>
/// <param name="Count">How many readings end in it.</param>
internal readonly record struct StepTotals(long Value, long Covered, int Count)
{
    /// <summary>With one reading more.</summary>
    internal StepTotals Add(WindowFunction function, long value, long covered) => Join(function, new StepTotals(value, covered, 1));

    /// <summary>With what a later step, or a reading, adds up to.</summary>
    internal StepTotals Join(WindowFunction function, StepTotals later) =>
        new(Joined(function, later), Covered + later.Covered, Count + later.Count);

    /// <summary>With another amount, of no reading that ends here.</summary>
    internal StepTotals Plus(long amount, long covered) => new(Sum(Value, amount), Covered + covered, Count);

    /// <summary>Less what always goes through in a step, as far as the step is covered; that never makes it negative.</summary>
    internal StepTotals Minus(long always, long step) => always == 0 || Value <= 0 ? this
        : this with { Value = Math.Max(0, Value - (long)((Int128)always * Math.Min(Covered, step) / step)) };

    private long Joined(WindowFunction function, StepTotals later)
    {
        if (function is not (WindowFunction.Minimum or WindowFunction.Maximum or WindowFunction.Last)) return Sum(Value, later.Value);
        return Count == 0 ? later.Value : later.Count == 0 ? Value : Join(function, Value, later.Value);
    }

    private static long Join(WindowFunction function, long value, long later) => function switch
    {
        WindowFunction.Minimum => Math.Min(value, later),
        WindowFunction.Maximum => Math.Max(value, later),
        _ => later,
    };

    /// <summary>A sum that stays at the end of the range instead of leaving it.</summary>
    private static long Sum(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) >= 0 ? sum : a < 0 ? long.MinValue : long.MaxValue;
    }
}
