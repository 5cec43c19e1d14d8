using CityKit.Core;

namespace CityKit.Maps.Pictures;

/// <summary>A part of an area's count (分项计数): the street lamps among its components.</summary>
/// <param name="Name">What was counted.</param>
/// <param name="Count">How many, 0 or more.</param>
public sealed record CountPart(LocalizedText Name, double Count);
