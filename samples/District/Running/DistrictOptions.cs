using CityKit.Samples.District.Load;

namespace CityKit.Samples.District.Running;

/// <summary>How large the district is.</summary>
internal sealed record DistrictOptions
{
    /// <summary>Nodes that run from the beginning.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Nodes that may join.</summary>
    public int Spares { get; init; }

    /// <summary>Partitions, beside the city's own.</summary>
    public int Partitions { get; init; } = 12;

    /// <summary>Devices.</summary>
    public int Devices { get; init; } = 24;

    /// <summary>How much each sends.</summary>
    public LoadRate Rate { get; init; } = new(10, TimeSpan.FromSeconds(1));

    /// <summary>Repeats what devices and people do.</summary>
    public int Seed { get; init; } = 1;
}
