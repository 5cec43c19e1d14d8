using CityKit.Grids.Nets;

namespace CityKit.Cases;

/// <summary>A duty that a look-up in the nets found (责任查询结果): who answers for a place. No person is in it.</summary>
/// <param name="Net">The net.</param>
/// <param name="Level">The level of the net.</param>
/// <param name="Place">What it is for: a grid's key, or an area's code.</param>
/// <param name="Body">The body, by id.</param>
/// <param name="Role">What it is there.</param>
public sealed record FoundDuty(NetId Net, string Level, string Place, string Body, string Role);
