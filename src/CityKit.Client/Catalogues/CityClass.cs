using CityKit.Core;

namespace CityKit.Client.Catalogues;

/// <summary>A class of a city's catalogues (部件/事项小类).</summary>
/// <param name="Key">Its key, such as <c>GB/T 47678.5-2026:component:01037</c>.</param>
/// <param name="Name">What people call it.</param>
public sealed record CityClass(string Key, LocalizedText Name)
{
    /// <summary>What people call its major class (大类); null where its catalogue names none.</summary>
    public LocalizedText? Major { get; init; }

    /// <summary>Whether it is the city's own (自定义).</summary>
    public bool Local { get; init; }
}
