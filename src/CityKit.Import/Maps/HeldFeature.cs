namespace CityKit.Import.Maps;

/// <summary>A feature that waits until it is known how the file's numbers are read.</summary>
/// <param name="Index">Its place in the file, from 0.</param>
/// <param name="Parts">What it says about itself.</param>
/// <param name="Read">Makes its polygons.</param>
internal readonly record struct HeldFeature(int Index, FeatureParts Parts, PolygonReading Read);
