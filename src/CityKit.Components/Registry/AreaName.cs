using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>A street or community by code and name (街道、社区). <c>default</c> means none.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, at most 50 characters; may be empty.</param>
public readonly record struct AreaName(AreaCode Code, string Name)
{
    /// <summary>Its name; empty for <c>default</c>.</summary>
    public string Name { get; init; } = Name;

    /// <summary>Code and name.</summary>
    public override string ToString() => $"{Code} {Name}".Trim();
}
