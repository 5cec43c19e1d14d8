using CityKit.Core;

namespace CityKit.Client.Catalogues;

/// <summary>What people call a rule in force.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The title of its alerts.</param>
public sealed record RuleName(string Id, LocalizedText Title);
