namespace CityKit.Components.Registry;

/// <summary>What of a <see cref="ComponentSummary"/> is wanted: id and state always are, the rest costs a little each.</summary>
[Flags]
public enum SummaryParts
{
    /// <summary>Id and state alone.</summary>
    None = 0,

    /// <summary>Where it is.</summary>
    Location = 1,

    /// <summary>Its grid, and the area that it is in.</summary>
    Grid = 2,

    /// <summary>The department.</summary>
    Department = 4,

    /// <summary>The owner.</summary>
    Owner = 8,

    /// <summary>The maintainer.</summary>
    Maintainer = 16,

    /// <summary>The days of the first survey, the last change and the last entry.</summary>
    Days = 32,

    /// <summary>What its owner calls it.</summary>
    ExternalId = 64,

    /// <summary>Everything.</summary>
    All = 127,
}
