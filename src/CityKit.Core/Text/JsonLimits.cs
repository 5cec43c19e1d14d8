namespace CityKit.Core.Text;

/// <summary>What is accepted of a JSON text from outside.</summary>
public sealed record JsonLimits
{
    /// <summary>The limits CityKit ships with.</summary>
    public static JsonLimits Default { get; } = new();

    /// <summary>The largest text, in bytes; 4 MiB.</summary>
    public int Bytes { get; init; } = 4 << 20;

    /// <summary>
    /// Whether <c>//</c> and <c>/* */</c> comments may be between values; no. A file that people write by hand may allow them.
    /// </summary>
    public bool Comments { get; init; }

    /// <summary>How deep objects and arrays may nest, from 1; 32.</summary>
    public int Depth { get; init; } = 32;
}
