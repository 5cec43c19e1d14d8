namespace CityKit.Core.Text;

/// <summary>The units a quantity may be written in, each as a whole number of the smallest unit (最小单位).</summary>
public sealed class UnitScale
{
    private readonly (string Unit, long Smallest)[] units;

    /// <summary>A scale such as <c>("mL", 1), ("L", 1_000), ("m3", 1_000_000)</c>.</summary>
    /// <exception cref="ArgumentException">No unit is given, or a factor is below 1.</exception>
    public UnitScale(params ReadOnlySpan<(string Unit, long Smallest)> units)
    {
        if (units.IsEmpty) throw new ArgumentException("A scale has at least one unit.", nameof(units));
        foreach (var (unit, smallest) in units)
            if (smallest < 1) throw new ArgumentException($"One {unit} is at least 1 of the smallest unit, not {smallest}.", nameof(units));
        this.units = units.ToArray();
    }

    /// <summary>The units, in the order given.</summary>
    public IEnumerable<string> Units => units.Select(u => u.Unit);

    /// <summary>How many of the smallest unit one of this unit is; 0 when the unit is not known.</summary>
    public long SmallestIn(string unit) => Array.Find(units, u => u.Unit == unit).Smallest;
}
