using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Nets;

/// <summary>A net with its own chain of levels (网及其层级链): data, for levels differ by net and by district.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Levels">The levels, the widest first.</param>
public sealed record GovernanceNet(NetId Id, LocalizedText Name, ImmutableArray<NetLevel> Levels);
