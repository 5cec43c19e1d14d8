namespace CityKit.Components.Catalogues;

/// <summary>How sure a class mapping is.</summary>
public enum MappingBasis : byte
{
    /// <summary>The other standard has no such class.</summary>
    None = 0,

    /// <summary>By the numbering rule; the 2013 code itself was not observed, and may not have existed.</summary>
    Inferred = 1,

    /// <summary>The catalogue of 2013 has the code.</summary>
    Observed = 2,
}
