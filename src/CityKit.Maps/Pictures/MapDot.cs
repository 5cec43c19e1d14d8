using CityKit.Core;

namespace CityKit.Maps.Pictures;

/// <summary>A single component on a picture (单个部件).</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Class">The name of its class.</param>
/// <param name="Place">Where it is.</param>
public sealed record MapDot(string Id, LocalizedText Class, GeoPoint Place);
