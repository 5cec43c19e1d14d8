using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>A command of a life cycle (操作) and what people call it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What people call it.</param>
public sealed record ProfileCommand(string Id, LocalizedText Name);
