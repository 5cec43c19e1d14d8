namespace CityKit.Core.Geometry;

/// <summary>How a box lies to a region. What is not sure is <see cref="Partly"/>.</summary>
internal enum RegionCover : byte
{
    /// <summary>No point of the box is in the region.</summary>
    Outside,

    /// <summary>Some points may be; each needs a look.</summary>
    Partly,

    /// <summary>Every point of the box is.</summary>
    Inside,
}
