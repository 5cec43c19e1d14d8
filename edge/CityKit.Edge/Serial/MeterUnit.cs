namespace CityKit.Edge.Serial;

/// <summary>The units that meters write behind their numbers. What is not one of them may be a state or an error. Pure.</summary>
internal static class MeterUnit
{
    private const string Known =
        " wh kwh mwh gwh vah kvah varh kvarh mvarh w kw mw var kvar mvar va kva v kv a ma hz s min h d j kj mj gj kcal m3 m3/h l l/h "
            + "l/min ml t kg g °c c k % bar mbar pa kpa hpa ppm lx m mm km m/s ° ";

    /// <summary>Whether a stated unit is the one wanted, or, when none is, a known one.</summary>
    internal static bool IsRight(ReadOnlySpan<char> stated, string? wanted)
    {
        var plain = Plain(stated.ToString());
        if (wanted is not null) return plain == Plain(wanted);
        return plain.Length > 0 && !plain.Contains(' ', StringComparison.Ordinal)
            && Known.Contains($" {plain} ", StringComparison.OrdinalIgnoreCase);
    }

    private static string Plain(string unit) => unit.Replace('³', '3').Replace("℃", "°C", StringComparison.Ordinal);
}
