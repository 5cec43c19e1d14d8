using CityKit.Cases;

namespace CityKit.Commands;

/// <summary>
/// What the hub looked up in the component registry before it took a report in (部件查询). It is journalled with the report, so that a
/// replay never asks the registry.
/// </summary>
/// <param name="Registry">The registry's version that was asked; empty when it could not be read.</param>
/// <param name="Found">The nearest component of the report's class, or the one that the reporter named; null when there is none.</param>
public sealed record ComponentLookup(string Registry, FoundComponent? Found);
