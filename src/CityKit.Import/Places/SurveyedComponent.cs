using CityKit.Components;
using CityKit.Core;

namespace CityKit.Import.Places;

/// <summary>A component (部件) with its place, as a survey delivers it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Location">Where it is.</param>
public sealed record SurveyedComponent(ComponentId Id, LocalizedText Name, GeoPoint Location);
