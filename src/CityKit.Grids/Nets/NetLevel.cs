using CityKit.Core;

namespace CityKit.Grids.Nets;

/// <summary>One level of a net (层级), such as a street, a management area (管区) or a street chief (街长).</summary>
/// <param name="Id">Its name within the net.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="IsSingle">Whether at most one body or person holds it for one place and matter at a time.</param>
public sealed record NetLevel(string Id, LocalizedText Name, bool IsSingle);
