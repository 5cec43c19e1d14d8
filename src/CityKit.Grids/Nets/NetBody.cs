using CityKit.Core;

namespace CityKit.Grids.Nets;

/// <summary>A body that answers for places (责任单位). Persons are ids only; their names are in protected records elsewhere.</summary>
/// <param name="Id">Its name in this city.</param>
/// <param name="Name">Its name for people.</param>
public sealed record NetBody(string Id, LocalizedText Name);
