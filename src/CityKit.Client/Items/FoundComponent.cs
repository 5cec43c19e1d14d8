namespace CityKit.Client.Items;

/// <summary>The registry's nearest component of a report's class (最近部件), and whose it was then. Nobody has confirmed it.</summary>
/// <param name="Component">The component's id.</param>
/// <param name="Metres">How far from the report's point.</param>
/// <param name="Department">The competent department (主管部门).</param>
/// <param name="Registry">The version of the registry that was asked.</param>
public sealed record FoundComponent(string Component, double Metres, string Department, string Registry)
{
    /// <summary>The owner (权属单位); null when it is not known.</summary>
    public string? Owner { get; init; }

    /// <summary>The maintainer (养护单位); null when it is not known.</summary>
    public string? Maintainer { get; init; }
}
